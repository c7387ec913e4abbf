mock_provider "aws" {
  mock_resource "aws_db_instance" {
    defaults = { address = "millrace.rds.amazonaws.com", master_user_secret = [{ secret_arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:rds" }] }
  }
}

variables {
  name                     = "millrace"
  vpc_id                   = "vpc-1"
  subnet_ids               = ["subnet-1", "subnet-2"]
  client_security_group_id = "sg-1"
  kms_key_arn              = "arn:aws:kms:eu-central-1:123456789012:key/1"
}

run "data_is_safe_by_default" {
  assert {
    condition     = aws_db_instance.this.multi_az && aws_db_instance.this.storage_encrypted && aws_db_instance.this.deletion_protection
    error_message = "the database must survive a zone, a stolen disk and a slip"
  }
  assert {
    condition     = !aws_db_instance.this.publicly_accessible && !aws_db_instance.this.skip_final_snapshot
    error_message = "the database must not be public, nor go without a last snapshot"
  }
  assert {
    condition     = contains([for parameter in aws_db_parameter_group.this.parameter : "${parameter.name}=${parameter.value}"], "rds.force_ssl=1")
    error_message = "connections without TLS must be refused"
  }
  assert {
    condition     = aws_db_instance.this.manage_master_user_password
    error_message = "the administrator's password must not be in the state"
  }
}

run "an_old_postgresql_is_refused" {
  command = plan
  variables { engine_version = "15.8" }
  expect_failures = [var.engine_version]
}

run "short_backups_are_refused" {
  command = plan
  variables { backup_days = 1 }
  expect_failures = [var.backup_days]
}
