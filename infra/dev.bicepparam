using './main.bicep'

param environmentName = 'dev'
param owner = readEnvironmentVariable('FOLLOWUP_OWNER', 'followup')
param mailFromAddress = readEnvironmentVariable('FOLLOWUP_MAIL_FROM', 'followup@example.com')
param mailFromName = 'Learning & Development (dev)'
param alertEmails = split(readEnvironmentVariable('FOLLOWUP_ALERT_EMAILS', 'followup@example.com'), ',')
param hrClientId = readEnvironmentVariable('FOLLOWUP_HR_CLIENT_ID', '')
param linkKeyIds = ['k1']
param currentLinkKeyId = 'k1'
// nobody is mailed from here, whoever is imported
param mailSandbox = true
param maximumInstanceCount = 40
param instanceMemoryMB = 512
param storageSku = 'Standard_LRS'
param retentionDays = 30
param dailyCapGb = 1
