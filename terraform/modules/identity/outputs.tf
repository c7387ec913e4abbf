output "connector_role_arn" {
  description = "For the annotation eks.amazonaws.com/role-arn of connector's service account."
  value       = aws_iam_role.this["connector"].arn
}

output "external_secrets_role_arn" {
  description = "The same for the External Secrets operator."
  value       = aws_iam_role.this["external-secrets"].arn
}
