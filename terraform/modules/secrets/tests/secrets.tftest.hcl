mock_provider "aws" {
  override_during = plan

  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_region" {
    defaults = { name = "eu-central-1" }
  }
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-central-1:123456789012:key/1", key_id = "1" }
  }
  mock_resource "aws_secretsmanager_secret" {
    defaults = { arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:one" }
  }
}

variables {
  name = "millrace"
  passwords = {
    "databases/warehouse-admin"         = "not-kept"
    "databases/tenant-management-app"   = "not-kept"
    "databases/tenant-management-owner" = "not-kept"
    "databases/connector-app"           = "not-kept"
    "databases/connector-owner"         = "not-kept"
    "databases/transform-app"           = "not-kept"
    "databases/transform-owner"         = "not-kept"
    "databases/reporting-app"           = "not-kept"
    "databases/reporting-owner"         = "not-kept"
    "login/tenant-management"           = "not-kept"
    "login/connector"                   = "not-kept"
    "login/sync-worker"                 = "not-kept"
    "login/transform"                   = "not-kept"
    "login/reporting"                   = "not-kept"
    "login/console"                     = "not-kept"
    "keys/secrets-key"                  = "0123456789abcdef0123456789abcdef"
    "keys/session-key"                  = "not-kept"
  }
}

run "every_secret_of_the_chart_is_made_and_none_is_kept_in_the_state" {
  command = plan

  assert {
    condition     = toset(keys(aws_secretsmanager_secret.passwords)) == toset(["databases", "login"])
    error_message = "the chart reads databases, login and keys"
  }
  assert {
    condition     = length(local.passwords.databases) == 9 && length(local.passwords.login) == 6
    error_message = "each role and each client must have a password"
  }
  assert {
    condition     = alltrue([for version in aws_secretsmanager_secret_version.passwords : version.secret_string == null])
    error_message = "passwords are written, never read into the state"
  }
  assert {
    condition     = aws_kms_key.this.enable_key_rotation
    error_message = "the key must be renewed each year"
  }
}

run "half_a_generation_is_refused" {
  command = plan
  variables { generation = 1.5 }
  expect_failures = [var.generation]
}
