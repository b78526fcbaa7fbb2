metadata description = 'Followup in one resource group. deploy.sh calls it; it holds no secret, and gives none away.'

@description('dev or prod: part of every name. prod forbids that what cannot be made again is deleted.')
@allowed(['dev', 'prod'])
param environmentName string

@description('Azure region; one with Flex Consumption.')
param location string = resourceGroup().location

@description('Who answers for it: a team or a mailbox. A tag.')
param owner string

@description('Address that mails come from; verified at the mail provider.')
param mailFromAddress string

@description('Name that mails come from: best that of the team that trains people.')
param mailFromName string

@description('API of the mail provider; https://api.eu.sendgrid.com for subusers in the EU.')
param sendGridHost string = 'https://api.sendgrid.com'

@description('Public key that verifies the provider\'s events, as SendGrid shows it; without it events are refused.')
param sendGridEventPublicKey string = ''

@description('Mails are only checked by the provider and reach nobody.')
param mailSandbox bool

@description('Where people reach pages, such as https://followup.example.com; empty: the app\'s own address.')
param baseUrl string = ''

@description('Keys that links are signed with and that are honored; each is the secret link-key-{id} in the vault.')
@minLength(1)
param linkKeyIds string[] = ['k1']

@description('The one of them that signs new links.')
param currentLinkKeyId string = 'k1'

@description('Days on which nobody is mailed, beside weekends: ISO dates.')
param holidays string[] = []

@description('IANA time zone of people whose own is not known.')
param defaultTimeZone string = 'Etc/UTC'

@description('Who is mailed when something is wrong.')
@minLength(1)
param alertEmails string[]

@description('Client id of the app registration for HR\'s sign-in; empty: nobody can sign in yet.')
param hrClientId string = ''

@description('A learning record store that is told of follow-ups, such as https://lrs.example/xapi; empty: none. Its user and password are the secrets lrs-key and lrs-secret.')
param lrsEndpoint string = ''

@description('The system in which employee ids are accounts, as in the statements of the LMS.')
param lrsHomePage string = ''

@description('Whether the learning record store is told what was answered of each behavior, under the name; mails and pages then say so.')
param lrsOutcomes bool = false

@description('Most instances at once.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int

@description('Memory of an instance, in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int

@description('How copies of the storage account are spread.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string

@description('Days that telemetry is kept.')
@minValue(30)
@maxValue(730)
param retentionDays int

@description('Gigabytes of telemetry a day above which it is dropped; -1 for no limit.')
param dailyCapGb int

// names by the Cloud Adoption Framework: {kind}-{workload}-{environment}, and six characters where a name must be the only one in the world
var suffix = take(uniqueString(resourceGroup().id), 6)
var functionAppName = 'func-followup-${environmentName}-${suffix}'
var serviceBusName = 'sb-followup-${environmentName}-${suffix}'
var storageAccountName = 'stfollowup${environmentName}${suffix}'
var vaultName = 'kv-followup-${environmentName}-${suffix}'
var insightsName = 'appi-followup-${environmentName}'
var tags = { workload: 'followup', environment: environmentName, owner: owner, source: 'infra/main.bicep' }
var locked = environmentName == 'prod'
var federationSetting = 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'

module identity 'modules/identity.bicep' = {
  params: { name: 'id-followup-${environmentName}', location: location, tags: tags }
}

module monitoring 'modules/monitoring.bicep' = {
  params: {
    workspaceName: 'log-followup-${environmentName}'
    insightsName: insightsName
    location: location
    tags: tags
    retentionDays: retentionDays
    dailyCapGb: dailyCapGb
  }
}

module messaging 'modules/messaging.bicep' = {
  params: { name: serviceBusName, location: location, tags: tags, workspaceId: monitoring.outputs.workspaceId, locked: locked }
}

module storage 'modules/storage.bicep' = {
  params: {
    name: storageAccountName
    location: location
    tags: tags
    sku: storageSku
    softDeleteDays: 30
    workspaceId: monitoring.outputs.workspaceId
    locked: locked
  }
}

module vault 'modules/vault.bicep' = {
  params: { name: vaultName, location: location, tags: tags, workspaceId: monitoring.outputs.workspaceId, locked: locked }
}

// before the app: its first start reads secrets, tables and queues
module access 'modules/access.bicep' = {
  params: {
    identityName: identity.outputs.name
    principalId: identity.outputs.principalId
    serviceBusName: messaging.outputs.name
    storageAccountName: storage.outputs.name
    vaultName: vault.outputs.name
    insightsName: monitoring.outputs.insightsName
  }
}

module app 'modules/app.bicep' = {
  dependsOn: [access]
  params: {
    name: functionAppName
    planName: 'plan-followup-${environmentName}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    deploymentsUrl: storage.outputs.deploymentsUrl
    maximumInstanceCount: maximumInstanceCount
    instanceMemoryMB: instanceMemoryMB
    settings: union(
      {
        AzureWebJobsStorage__accountName: storage.outputs.name
        AzureWebJobsStorage__credential: 'managedidentity'
        AzureWebJobsStorage__clientId: identity.outputs.clientId
        AZURE_CLIENT_ID: identity.outputs.clientId
        AZURE_TOKEN_CREDENTIALS: 'ManagedIdentityCredential'
        APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.connectionString
        APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'Authorization=AAD;ClientId=${identity.outputs.clientId}'
        ServiceBus__fullyQualifiedNamespace: '${messaging.outputs.name}.servicebus.windows.net'
        ServiceBus__credential: 'managedidentity'
        ServiceBus__clientId: identity.outputs.clientId
        Tables__serviceUri: storage.outputs.tableEndpoint
        Exports__serviceUri: storage.outputs.blobEndpoint
        Results__LotKey: '@Microsoft.KeyVault(SecretUri=${vault.outputs.uri}secrets/results-lot-key)'
        // the root is HR's page, not the host's
        AzureWebJobsDisableHomepage: 'true'
        SendGrid__ApiKey: '@Microsoft.KeyVault(SecretUri=${vault.outputs.uri}secrets/sendgrid-api-key)'
        SendGrid__Host: sendGridHost
        SendGrid__EventPublicKey: sendGridEventPublicKey
        SendGrid__Sandbox: string(mailSandbox)
        Mail__FromAddress: mailFromAddress
        Mail__FromName: mailFromName
        Links__BaseUrl: empty(baseUrl) ? 'https://${functionAppName}.azurewebsites.net' : baseUrl
        Links__KeyId: currentLinkKeyId
        Calendar__DefaultTimeZone: defaultTimeZone
      },
      toObject(linkKeyIds, id => 'Links__Keys__${id}', id => '@Microsoft.KeyVault(SecretUri=${vault.outputs.uri}secrets/link-key-${id})'),
      toObject(range(0, length(holidays)), i => 'Calendar__Holidays__${i}', i => holidays[i]),
      empty(lrsEndpoint)
        ? {}
        : {
            Lrs__Endpoint: lrsEndpoint
            Lrs__HomePage: lrsHomePage
            Lrs__Outcomes: string(lrsOutcomes)
            Lrs__Key: '@Microsoft.KeyVault(SecretUri=${vault.outputs.uri}secrets/lrs-key)'
            Lrs__Secret: '@Microsoft.KeyVault(SecretUri=${vault.outputs.uri}secrets/lrs-secret)'
          },
      empty(hrClientId) ? {} : { '${federationSetting}': identity.outputs.clientId }
    )
  }
}

module authentication 'modules/authentication.bicep' = if (!empty(hrClientId)) {
  params: { appName: app.outputs.name, hrClientId: hrClientId, federationSetting: federationSetting }
}

module alerts 'modules/alerts.bicep' = {
  params: {
    environmentName: environmentName
    location: location
    tags: tags
    alertEmails: alertEmails
    serviceBusId: messaging.outputs.id
    workspaceId: monitoring.outputs.workspaceId
    appId: app.outputs.id
  }
}

module workbook 'modules/workbook.bicep' = {
  params: { environmentName: environmentName, location: location, tags: tags, workspaceId: monitoring.outputs.workspaceId }
}

output functionAppName string = app.outputs.name
output functionAppUrl string = app.outputs.url
output keyVaultName string = vault.outputs.name
output serviceBusName string = messaging.outputs.name
output storageAccountName string = storage.outputs.name
output identityClientId string = identity.outputs.clientId
