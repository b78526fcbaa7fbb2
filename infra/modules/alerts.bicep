metadata description = 'What wakes somebody. What to do then is in runbook.md, under the name of the alert.'

@description('Environment, as part of names.')
param environmentName string

@description('Azure region of the log queries.')
param location string

@description('Tags of every resource.')
param tags object

@description('Who gets the mails.')
param alertEmails string[]

@description('Resource id of the Service Bus namespace.')
param serviceBusId string

@description('Resource id of the Log Analytics workspace.')
param workspaceId string

@description('Resource id of the function app.')
param appId string

var queues = loadJsonContent('../queues.json')

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-followup-${environmentName}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'followup'
    emailReceivers: [for (address, i) in alertEmails: { name: 'person-${i}', emailAddress: address, useCommonAlertSchema: true }]
  }
}

resource deadLetters 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'followup-${environmentName}-dead-letters'
  location: 'global'
  tags: tags
  properties: {
    description: 'A message of a queue could not be handled and waits for a person.'
    severity: 2
    enabled: true
    scopes: [serviceBusId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'dead letters in any queue'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'DeadletteredMessages'
          dimensions: [{ name: 'EntityName', operator: 'Include', values: ['*'] }]
          operator: 'GreaterThan'
          threshold: 0
          timeAggregation: 'Average'
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

resource stuck 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'followup-${environmentName}-queue-stuck'
  location: 'global'
  tags: tags
  properties: {
    description: 'For an hour a queue was never empty: nobody takes its messages. This one speaks up even where the app is dead and tells nothing.'
    severity: 1
    enabled: true
    scopes: [serviceBusId]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT1H'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'fewest active messages'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'ActiveMessages'
          dimensions: [{ name: 'EntityName', operator: 'Include', values: ['*'] }]
          operator: 'GreaterThan'
          threshold: 0
          timeAggregation: 'Minimum'
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

// One message that waits six weeks takes about a kilobyte; at four fifths there are weeks left to act on capacity.md.
resource queueSize 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for one in queues: {
    name: 'followup-${environmentName}-queue-size-${one.name}'
    location: 'global'
    tags: tags
    properties: {
      description: 'The queue ${one.name} is four fifths full: when it is full, nothing can be scheduled any more.'
      severity: 2
      enabled: true
      scopes: [serviceBusId]
      evaluationFrequency: 'PT1H'
      windowSize: 'PT1H'
      autoMitigate: true
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            criterionType: 'StaticThresholdCriterion'
            name: 'size'
            metricNamespace: 'Microsoft.ServiceBus/namespaces'
            metricName: 'Size'
            dimensions: [{ name: 'EntityName', operator: 'Include', values: [one.name] }]
            operator: 'GreaterThan'
            // in bytes
            threshold: one.maxSizeInMegabytes * 1048576 / 5 * 4
            timeAggregation: 'Average'
          }
        ]
      }
      actions: [{ actionGroupId: people.id }]
    }
  }
]

resource http5xx 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'followup-${environmentName}-http-5xx'
  location: 'global'
  tags: tags
  properties: {
    description: 'People or learning systems got errors of ours.'
    severity: 2
    enabled: true
    scopes: [appId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'answers of 5xx'
          metricNamespace: 'Microsoft.Web/sites'
          metricName: 'Http5xx'
          operator: 'GreaterThan'
          threshold: 5
          timeAggregation: 'Total'
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

var queries = [
  {
    name: 'nothing-sent'
    description: 'Mails were due in the last day, and not one invitation went out.'
    severity: 1
    every: 'PT1H'
    window: 'P1D'
    query: '''
      AppMetrics
      | where Name in ("followup.mailings.due", "followup.invitations.sent")
      // what fell due within the last hour may still be on its way
      | summarize
          due = sumif(Sum, Name == "followup.mailings.due" and TimeGenerated < ago(1h)),
          sent = sumif(Sum, Name == "followup.invitations.sent")
      | where due > 0 and sent == 0
    '''
  }
  {
    name: 'late'
    description: 'Half of the invitations of the last hour went out more than an hour after they were due.'
    severity: 2
    every: 'PT15M'
    window: 'PT1H'
    query: '''
      AppMetrics
      | where Name == "followup.invitations.lag"
      | summarize seconds = sum(Sum) / sum(ItemCount)
      | where seconds > 3600
    '''
  }
  {
    name: 'bounces'
    description: 'More than a twentieth of what was sent in a day could not be delivered: the sender\'s reputation is at stake.'
    severity: 1
    every: 'PT1H'
    window: 'P1D'
    query: '''
      AppMetrics
      | where Name in ("followup.invitations.sent", "followup.invitations.lost")
      | extend bounced = Name == "followup.invitations.lost" and tostring(Properties.reason) == "undeliverable"
      | summarize sent = sumif(Sum, Name == "followup.invitations.sent"), bounced = sumif(Sum, bounced)
      | where sent > 20 and bounced > sent / 20
    '''
  }
  {
    name: 'alarms-missed'
    description: 'The sweep found mailings whose alarm had not rung, and rang for them: messages were lost or gave up.'
    severity: 3
    every: 'PT1H'
    window: 'PT6H'
    query: '''
      AppTraces
      | where Message startswith "The sweep found"
    '''
  }
  {
    name: 'daily-cap'
    description: 'Telemetry took its daily cap: until tomorrow nothing is written, and the alerts on logs are blind.'
    severity: 2
    every: 'PT1H'
    window: 'PT1H'
    query: '''
      _LogOperation
      | where Category =~ "Ingestion" and Detail has "OverQuota"
    '''
  }
  {
    name: 'failures'
    description: 'Functions failed: messages come again up to ten times, then they are dead-lettered.'
    severity: 2
    every: 'PT15M'
    window: 'PT15M'
    query: '''
      AppDependencies
      | where Name startswith "function " and Success == false
      | summarize failed = sum(ItemCount)
      | where failed > 5
    '''
  }
]

resource logAlerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for one in queries: {
    name: 'followup-${environmentName}-${one.name}'
    location: location
    tags: tags
    properties: {
      displayName: 'followup-${environmentName}-${one.name}'
      description: one.description
      severity: one.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: one.every
      windowSize: one.window
      criteria: {
        allOf: [
          {
            query: one.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      autoMitigate: true
      actions: { actionGroups: [people.id] }
    }
  }
]
