metadata description = 'Service Bus: the queues as queues.json declares them, for here and for one machine alike.'

@description('Name of the namespace; globally unique.')
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Where diagnostic logs go.')
param workspaceId string

@description('Forbid that it is deleted.')
param locked bool

var queues = loadJsonContent('../queues.json')

resource namespace 'Microsoft.ServiceBus/namespaces@2026-01-01' = {
  name: name
  location: location
  tags: tags
  // Standard knows no private endpoints, and Premium costs about seventy times as much; nobody gets in without a role
  sku: { name: 'Standard', tier: 'Standard' }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: 'Enabled'
  }
}

resource queue 'Microsoft.ServiceBus/namespaces/queues@2026-01-01' = [
  for one in queues: {
    parent: namespace
    name: one.name
    properties: {
      lockDuration: one.lockDuration
      maxDeliveryCount: one.maxDeliveryCount
      defaultMessageTimeToLive: one.defaultMessageTimeToLive
      deadLetteringOnMessageExpiration: one.deadLetteringOnMessageExpiration
      requiresDuplicateDetection: one.requiresDuplicateDetection
      duplicateDetectionHistoryTimeWindow: one.duplicateDetectionHistoryTimeWindow
      maxSizeInMegabytes: one.maxSizeInMegabytes
    }
  }
]

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: namespace
  name: 'to-log-analytics'
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'OperationalLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (locked) {
  scope: namespace
  name: 'keep'
  properties: { level: 'CanNotDelete', notes: 'Its waiting messages are the alarms of every follow-up.' }
}

output name string = namespace.name
output id string = namespace.id
