data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

resource "aws_kms_key" "this" {
  description             = "Everything of ${var.name} at rest"
  enable_key_rotation     = true
  deletion_window_in_days = var.deletion_window_days

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Account"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Sid       = "Logs"
        Effect    = "Allow"
        Principal = { Service = "logs.${data.aws_region.current.name}.amazonaws.com" }
        Action    = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]
        Resource  = "*"
        Condition = {
          ArnLike = {
            "kms:EncryptionContext:aws:logs:arn" = "arn:aws:logs:${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}:log-group:/${var.name}/*"
          }
        }
      },
    ]
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "this" {
  name          = "alias/${var.name}"
  target_key_id = aws_kms_key.this.key_id
}

locals {
  # The keys of each Secret, as the chart names them.
  passwords = {
    databases = [
      "warehouse-admin",
      "tenant-management-app", "tenant-management-owner",
      "connector-app", "connector-owner",
      "transform-app", "transform-owner",
      "reporting-app", "reporting-owner",
    ]
    login = ["tenant-management", "connector", "sync-worker", "transform", "reporting", "console"]
  }
}

resource "aws_secretsmanager_secret" "passwords" {
  for_each = local.passwords

  name                    = "${var.name}/${each.key}"
  kms_key_id              = aws_kms_key.this.arn
  recovery_window_in_days = var.deletion_window_days
}

resource "aws_secretsmanager_secret_version" "passwords" {
  for_each = local.passwords

  secret_id = aws_secretsmanager_secret.passwords[each.key].id
  secret_string_wo = jsonencode({
    for name in each.value :
    name => var.passwords["${each.key}/${name}"]
  })
  secret_string_wo_version = var.generation
}

resource "aws_secretsmanager_secret" "keys" {
  name                    = "${var.name}/keys"
  kms_key_id              = aws_kms_key.this.arn
  recovery_window_in_days = var.deletion_window_days
}

resource "aws_secretsmanager_secret_version" "keys" {
  secret_id = aws_secretsmanager_secret.keys.id
  secret_string_wo = jsonencode({
    # Its 32 characters are 32 bytes, which is what the services take in base64.
    "secrets-key" = base64encode(var.passwords["keys/secrets-key"])
    "session-key" = var.passwords["keys/session-key"]
  })
  # Never raised: another key would open nothing of what tenants entrusted to the one before.
  secret_string_wo_version = 1
}
