#!/usr/bin/env bash
# From a clone to a running system in Azure. Run it as often as you like: it changes only what differs, and keeps every secret there is.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: infra/deploy.sh dev|prod [--what-if] [--location REGION] [--group NAME] [--hr-sign-in] [--skip-smoke]

  --what-if           show what would change, and change nothing
  --location REGION   where a new resource group is made (westeurope)
  --group NAME        another resource group than rg-followup-dev or -prod: a second system beside the first, as for a move
  --hr-sign-in        register the app in Entra, so that HR signs in to the results; once is enough
  --skip-smoke        do not send the completion that tries everything out

Needs az (signed in: az login), dotnet, openssl, curl, jq and zip; and the roles Contributor and Role Based Access Control Administrator.
FOLLOWUP_SENDGRID_API_KEY: the mail provider's key, when it is new or changed; otherwise the stored one stays.
Exit codes: 0 done, 1 failed, 2 wrong usage.
TEXT
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# pauses between tries, in seconds
pause=${FOLLOWUP_DEPLOY_PAUSE:-15}
# out of the environment: the programs called here need not see it
sendgrid_key=${FOLLOWUP_SENDGRID_API_KEY:-}
unset FOLLOWUP_SENDGRID_API_KEY

environment='' location=westeurope group='' what_if=false hr_sign_in=false skip_smoke=false

step() { printf '==> %s\n' "$*"; }
fail() { printf 'deploy.sh: %s\n' "$*" >&2; exit 1; }
wrong_usage() { printf 'deploy.sh: %s\n\n' "$1" >&2; usage >&2; exit 2; }

read_arguments() {
  while [ $# -gt 0 ]; do
    case $1 in
      -h | --help) usage; exit 0 ;;
      --what-if) what_if=true ;;
      --hr-sign-in) hr_sign_in=true ;;
      --skip-smoke) skip_smoke=true ;;
      --location)
        [ -n "${2:-}" ] || wrong_usage '--location needs a region, such as westeurope.'
        location=$2
        shift
        ;;
      --group)
        [ -n "${2:-}" ] || wrong_usage '--group needs the name of a resource group.'
        group=$2
        shift
        ;;
      -*) wrong_usage "There is no option $1." ;;
      *)
        [ -z "$environment" ] || wrong_usage "There is one environment at a time, and '$environment' was given already."
        environment=$1
        ;;
    esac
    shift
  done
  case $environment in
    dev | prod) ;;
    '') wrong_usage 'Say which environment: dev or prod.' ;;
    *) wrong_usage "'$environment' is no environment; there are dev and prod." ;;
  esac
  group=${group:-rg-followup-$environment}
  deployment=followup-$environment
}

# tries a command until it succeeds, because a new right takes minutes to be known everywhere; what the last try says is shown
retry() {
  local tries=$1 try
  shift
  for ((try = 1; try < tries; try++)); do
    if "$@" 2>/dev/null; then return 0; fi
    sleep "$pause"
  done
  "$@"
}

check_tools() {
  step 'Checking the tools'
  local tool
  for tool in az dotnet openssl curl jq zip; do
    command -v "$tool" >/dev/null || fail "$tool is not installed; install it and run this again."
  done
}

check_login() {
  local account
  account=$(az account show -o json 2>/dev/null) ||
    fail "Nobody is signed in; run 'az login', and 'az account set' to choose the subscription."
  tenant=$(jq -r .tenantId <<<"$account")
  step "Deploying to subscription $(jq -r '"\(.name) (\(.id)), tenant \(.tenantId)"' <<<"$account")"
}

build_package() {
  step 'Building the package, before anything in Azure is touched'
  dotnet publish "$root/functions/App" -p:FunctionsHost=Azure -c Release -o "$work/app" --verbosity quiet --nologo ||
    fail 'The build for Azure failed; what it said is above.'
  (cd "$work/app" && zip -qr "$work/app.zip" .)
}

group_exists() { [ "$(az group exists --name "$group")" = true ]; }

# The sign-in of HR, once made, is kept by later runs that do not ask for it.
known_hr_client() {
  az deployment group list -g "$group" --query "[?name=='$deployment'].properties.parameters.hrClientId.value | [0]" -o tsv
}

template_arguments() {
  arguments=(--resource-group "$group" --name "$deployment" --parameters "$root/infra/$environment.bicepparam")
  if [ -n "$hr_client" ]; then arguments+=(--parameters "hrClientId=$hr_client"); fi
}

show_what_would_change() {
  group_exists ||
    fail "There is no resource group $group to compare with; run 'az group create -n $group -l $location', or leave --what-if out."
  step "What would change in $group"
  hr_client=$(known_hr_client)
  template_arguments
  az deployment group what-if "${arguments[@]}"
}

make_group() {
  if group_exists; then return; fi
  step "Making the resource group $group in $location"
  az group create --name "$group" --location "$location" -o none \
    --tags workload=followup environment="$environment" source=infra/deploy.sh
}

# An app that is told of a key before the vault has it does not start: where there is a vault already, new keys come first.
prepare_vault() {
  vault=$(az keyvault list -g "$group" --query '[0].name' -o tsv)
  if [ -z "$vault" ]; then return; fi
  link_keys=$(az bicep build-params --file "$root/infra/$environment.bicepparam" --stdout |
    jq -er '.parametersJson | fromjson | .parameters.linkKeyIds.value | join(" ")')
  allow_secrets
  store_secrets
}

deploy_template() {
  step "Deploying infra/main.bicep with infra/$environment.bicepparam to $group"
  template_arguments
  local deployed
  deployed=$(az deployment group create "${arguments[@]}" --query properties -o json) ||
    fail 'The deployment failed; what Azure said is above.'
  app=$(jq -er .outputs.functionAppName.value <<<"$deployed")
  url=$(jq -er .outputs.functionAppUrl.value <<<"$deployed")
  vault=$(jq -er .outputs.keyVaultName.value <<<"$deployed")
  base=$(jq -r '.parameters.baseUrl.value // empty' <<<"$deployed")
  link_keys=$(jq -er '.parameters.linkKeyIds.value | join(" ")' <<<"$deployed")
}

# Who is signed in, read from the token: that needs no right in the directory, neither as a person nor as a workflow.
deployer() {
  az account get-access-token --query accessToken -o tsv |
    jq -Rr 'split(".")[1] | gsub("-"; "+") | gsub("_"; "/") | . + ("=" * ((4 - length % 4) % 4)) | @base64d | fromjson | .oid // error'
}

allow_secrets() {
  local role='Key Vault Secrets Officer' who scope assigned
  who=$(deployer)
  scope=$(az keyvault show --name "$vault" --query id -o tsv)
  # without the names, which a workflow may not read
  assigned=$(az role assignment list --scope "$scope" --include-inherited --role "$role" --fill-principal-name false \
    --query "[?principalId=='$who'].id" -o tsv)
  if [ -z "$assigned" ]; then
    step "Giving the signed-in deployer the role $role on $vault"
    az role assignment create --role "$role" --scope "$scope" -o none \
      --assignee-object-id "$who" --assignee-principal-type "$(principal_type)"
  fi
  step "Waiting until $vault answers"
  retry 20 list_secrets >"$work/secrets" || fail "The vault $vault does not let the deployer in; look at its roles and its firewall."
}

principal_type() { if [ "$(az account show --query user.type -o tsv)" = user ]; then echo User; else echo ServicePrincipal; fi; }

list_secrets() { az keyvault secret list --vault-name "$vault" --query '[].name' -o tsv; }

has_secret() { grep -Fqx "$1" "$work/secrets"; }

# the value comes by standard input and goes by a file only the deployer can read: command lines are seen by others
store_secret() {
  cat >"$work/secret"
  az keyvault secret set --vault-name "$vault" --name "$1" --file "$work/secret" --encoding utf-8 -o none
  rm "$work/secret"
}

store_secrets() {
  if [ -n "$sendgrid_key" ]; then
    step "Storing the mail provider's key"
    printf '%s' "$sendgrid_key" | store_secret sendgrid-api-key
    sendgrid_key=''
  elif ! has_secret sendgrid-api-key; then
    fail "The vault $vault has no key of the mail provider; set FOLLOWUP_SENDGRID_API_KEY and run this again."
  fi
  local id
  for id in $link_keys; do
    # never replaced: links that are out for six weeks were signed with it
    if has_secret "link-key-$id"; then continue; fi
    step "Making the link key $id"
    openssl rand -base64 32 | tr -d '\n' | store_secret "link-key-$id"
  done
  # never replaced: exports of different months would not fit together any more
  if has_secret results-lot-key; then return; fi
  step "Making the key of the lots"
  openssl rand -base64 32 | tr -d '\n' | store_secret results-lot-key
}

register_hr_sign_in() {
  local name=followup-$environment-hr callback=.auth/login/aad/callback principal
  step "Registering $name in Entra"
  # the ids stay the same, because people are assigned to them
  cat >"$work/roles.json" <<'JSON'
[
  { "id": "5f0b3c52-6a4e-4d0c-9a55-3f1f0c8f7b01", "value": "followup.hr", "displayName": "HR", "isEnabled": true,
    "description": "Sees results of groups.", "allowedMemberTypes": ["User"] },
  { "id": "5f0b3c52-6a4e-4d0c-9a55-3f1f0c8f7b02", "value": "followup.hr.identified", "displayName": "HR, with names", "isEnabled": true,
    "description": "Sees results, and whom they are about.", "allowedMemberTypes": ["User"] }
]
JSON
  hr_client=$(az ad app list --display-name "$name" --query "[?displayName=='$name'].appId | [0]" -o tsv)
  if [ -z "$hr_client" ]; then
    hr_client=$(az ad app create --display-name "$name" --sign-in-audience AzureADMyOrg --query appId -o tsv)
  fi
  # each with several tries: what was made a moment ago is not found everywhere yet
  retry 8 az ad app update --id "$hr_client" --app-roles "@$work/roles.json" --enable-id-token-issuance true \
    --web-redirect-uris "$url/$callback" ${base:+"${base%/}/$callback"}
  if [ -z "$(az ad sp list --filter "appId eq '$hr_client'" --query '[0].id' -o tsv)" ]; then
    retry 8 az ad sp create --id "$hr_client" -o none
  fi
  # nobody signs in who was not given a role
  retry 8 az ad sp update --id "$hr_client" --set appRoleAssignmentRequired=true
  principal=$(az identity show -g "$group" -n "id-followup-$environment" --query principalId -o tsv)
  if [ -z "$(az ad app federated-credential list --id "$hr_client" --query "[?subject=='$principal'].id" -o tsv)" ]; then
    step 'Letting the app prove itself by its managed identity, without a secret'
    jq -n --arg tenant "$tenant" --arg principal "$principal" '{ name: $principal, subject: $principal,
      issuer: "https://login.microsoftonline.com/\($tenant)/v2.0", audiences: ["api://AzureADTokenExchange"] }' >"$work/credential.json"
    retry 8 az ad app federated-credential create --id "$hr_client" --parameters "@$work/credential.json" -o none
  fi
  deploy_template
}

# Before the package: an app that starts without its secrets refuses to start, and reads them again by itself only a day later.
resolve_secrets() {
  step 'Having the app read its secrets'
  references=$(az functionapp show -g "$group" -n "$app" --query id -o tsv)/config/configreferences/appsettings
  retry 20 secrets_resolved || fail "$app cannot read its secrets in $vault; look at its settings in the portal, which say why."
}

secrets_resolved() {
  az rest --method post --url "$references/refresh?api-version=2022-03-01" -o none &&
    az rest --method get --url "$references?api-version=2022-03-01" -o json |
      jq -e 'all(.value[]?; .properties.status == "Resolved")' >/dev/null
}

publish_package() {
  step "Publishing the package to $app"
  # on Flex Consumption this command goes by one deploy, with the deployer's own token
  # several tries: right after the first deployment the app may not write to its storage yet
  retry 4 az functionapp deployment source config-zip -g "$group" -n "$app" --src "$work/app.zip" -o none ||
    fail "The package did not get to $app; what Azure said is above."
}

healthy() { curl -fsS --max-time 20 -o /dev/null "$url/health"; }

wait_until_healthy() {
  step "Waiting until $url/health answers"
  retry 40 healthy || fail "$url/health does not answer with 200; look at the app's log in Application Insights."
}

smoke() {
  step 'Sending one completion through it, and waiting for its mail'
  local key
  key=$(az functionapp keys list -g "$group" -n "$app" --query functionKeys.default -o tsv)
  FOLLOWUP_FUNCTION_KEY=$key "$root/infra/smoke.sh" "$url"
}

read_arguments "$@"
check_tools
check_login
if "$what_if"; then
  show_what_would_change
  exit
fi
umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
build_package
make_group
hr_client=$(known_hr_client)
prepare_vault
deploy_template
allow_secrets
store_secrets
if "$hr_sign_in"; then register_hr_sign_in; fi
resolve_secrets
publish_package
wait_until_healthy
if ! "$skip_smoke"; then smoke; fi
step "Followup runs at $url"
