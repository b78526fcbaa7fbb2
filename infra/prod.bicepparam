using './main.bicep'

param environmentName = 'prod'
param owner = readEnvironmentVariable('FOLLOWUP_OWNER')
param mailFromAddress = readEnvironmentVariable('FOLLOWUP_MAIL_FROM')
param mailFromName = readEnvironmentVariable('FOLLOWUP_MAIL_FROM_NAME', 'Learning & Development')
param sendGridHost = readEnvironmentVariable('FOLLOWUP_SENDGRID_HOST', 'https://api.sendgrid.com')
// SendGrid shows it once its event webhook points to /api/mail-events; deploy again with it then
param sendGridEventPublicKey = readEnvironmentVariable('FOLLOWUP_SENDGRID_EVENT_PUBLIC_KEY', '')
param baseUrl = readEnvironmentVariable('FOLLOWUP_BASE_URL', '')
param alertEmails = split(readEnvironmentVariable('FOLLOWUP_ALERT_EMAILS'), ',')
param hrClientId = readEnvironmentVariable('FOLLOWUP_HR_CLIENT_ID', '')
param defaultTimeZone = readEnvironmentVariable('FOLLOWUP_TIME_ZONE', 'Etc/UTC')
param mailSandbox = false
// rotate as runbook.md says: the new key is added first, the old one goes three weeks later
param linkKeyIds = ['k1']
param currentLinkKeyId = 'k1'
// the days on which nobody works, one year ahead
param holidays = []
param maximumInstanceCount = 100
param instanceMemoryMB = 2048
param storageSku = 'Standard_ZRS'
// a follow-up takes eight weeks from its completion to its closing
param retentionDays = 90
param dailyCapGb = 10
