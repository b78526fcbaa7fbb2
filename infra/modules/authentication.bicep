metadata description = 'Sign-in of HR with Entra ID. Nobody is turned away here: learners have links, systems have keys; the app asks for the roles where HR reads.'

@description('Name of the function app.')
param appName string

@description('Application (client) id of the app registration that holds the roles followup.hr and followup.hr.identified.')
param hrClientId string

@description('Name of the app setting that holds the client id of the managed identity which stands in for a client secret.')
param federationSetting string

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: appName
}

resource authentication 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'authsettingsV2'
  properties: {
    platform: { enabled: true, runtimeVersion: '~1' }
    globalValidation: { requireAuthentication: false, unauthenticatedClientAction: 'AllowAnonymous' }
    httpSettings: { requireHttps: true }
    login: { tokenStore: { enabled: false } }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: {
          clientId: hrClientId
          clientSecretSettingName: federationSetting
          openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
        }
        validation: { allowedAudiences: ['api://${hrClientId}', hrClientId] }
      }
    }
  }
}
