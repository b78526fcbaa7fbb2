metadata description = 'What an operator looks at first.'

@description('Environment, as part of names.')
param environmentName string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Resource id of the Log Analytics workspace that it asks.')
param workspaceId string

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'followup', environmentName)
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Followup ${environmentName}'
    category: 'workbook'
    sourceId: workspaceId
    version: 'Notebook/1.0'
    serializedData: replace(loadTextContent('../workbook.json'), '__WORKSPACE__', workspaceId)
  }
}
