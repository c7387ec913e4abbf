output "kms_key_arn" {
  description = "The key that encrypts everything."
  value       = aws_kms_key.this.arn
}

output "secret_arns" {
  description = "What the External Secrets operator reads."
  value       = concat([for secret in aws_secretsmanager_secret.passwords : secret.arn], [aws_secretsmanager_secret.keys.arn])
}

output "prefix" {
  description = "What the names of the secrets begin with."
  value       = "${var.name}/"
}
