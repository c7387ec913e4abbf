locals {
  roles = {
    # The jobs before a release check the bucket as connector would use it.
    connector = {
      accounts = [
        "system:serviceaccount:${var.namespace}:${var.release}-connector",
        "system:serviceaccount:${var.namespace}:${var.release}-jobs",
      ]
      statements = [
        {
          Effect   = "Allow"
          Action   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"]
          Resource = "${var.bucket_arn}/*"
        },
        {
          # Erasing a workspace deletes all that begins with its id.
          Effect   = "Allow"
          Action   = ["s3:ListBucket"]
          Resource = var.bucket_arn
        },
        {
          Effect   = "Allow"
          Action   = ["kms:GenerateDataKey", "kms:Decrypt"]
          Resource = var.kms_key_arn
        },
      ]
    }
    external-secrets = {
      accounts = [
        "system:serviceaccount:${var.external_secrets_account.namespace}:${var.external_secrets_account.name}",
      ]
      statements = [
        {
          Effect   = "Allow"
          Action   = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"]
          Resource = var.secret_arns
        },
        {
          Effect   = "Allow"
          Action   = ["kms:Decrypt"]
          Resource = var.kms_key_arn
        },
      ]
    }
  }
}

resource "aws_iam_role" "this" {
  for_each = local.roles

  name = "${var.name}-${each.key}"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = var.oidc_provider_arn }
      Condition = {
        StringEquals = {
          "${var.oidc_issuer}:aud" = "sts.amazonaws.com"
          "${var.oidc_issuer}:sub" = each.value.accounts
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "this" {
  for_each = local.roles

  name = "needed"
  role = aws_iam_role.this[each.key].id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = each.value.statements
  })
}
