metadata description = 'Who may do what: every role that is given, to whom, on what, and why. A test holds this list to the approved one.'

@description('Name of the app\'s managed identity.')
param identityName string

@description('Principal of the app\'s managed identity.')
param principalId string

@description('Name of the Service Bus namespace.')
param serviceBusName string

@description('Name of the storage account.')
param storageAccountName string

@description('Name of the vault.')
param vaultName string

@description('Name of the Application Insights resource.')
param insightsName string

// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
var roles = {
  serviceBusOwner: '090c5cfd-751d-490a-894a-3ce6f1109419'
  blobOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  tableContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  secretsUser: '4633458b-17de-408a-b874-0445c86b69e6'
  metricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
}

var queues = loadJsonContent('../queues.json')

// assignments are named after the identity itself, which what-if knows beforehand, not after its principal
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource serviceBus 'Microsoft.ServiceBus/namespaces@2026-01-01' existing = {
  name: serviceBusName
}

resource queue 'Microsoft.ServiceBus/namespaces/queues@2026-01-01' existing = [
  for one in queues: {
    parent: serviceBus
    name: one.name
  }
]

resource storage 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: storageAccountName
}

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' existing = {
  name: vaultName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

// Sending and receiving alone would not do: without the right to count, scaling only looks at the first messages of a queue, which here are alarms of
// coming weeks, and would not wake the app (ServiceBusMetricsProvider.cs of Microsoft.Azure.WebJobs.Extensions.ServiceBus).
resource messages 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (one, i) in queues: {
    scope: queue[i]
    name: guid(queue[i].id, identity.id, roles.serviceBusOwner)
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusOwner)
      description: 'The triggers take messages, the app sends them, and scaling counts them, which no lesser role allows. On its own queues only.'
    }
  }
]

resource blobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, identity.id, roles.blobOwner)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobOwner)
    description: 'The Functions host keeps its keys and the leases of timers in blobs, and asks for this role; the platform fetches the app from the container deployments, and the app writes the files of the container exports.'
  }
}

resource tables 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, identity.id, roles.tableContributor)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.tableContributor)
    description: 'The app reads and writes its tables; the Functions host writes its diagnostic events to a table of its own.'
  }
}

resource secrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, identity.id, roles.secretsUser)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.secretsUser)
    description: 'App settings refer to the mail provider\'s key, the link keys and the key of the lots.'
  }
}

resource metrics 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, identity.id, roles.metricsPublisher)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.metricsPublisher)
    description: 'Telemetry is taken from this identity only; local authentication is off.'
  }
}
