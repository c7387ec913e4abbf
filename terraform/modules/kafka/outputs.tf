output "bootstrap_servers" {
  description = "The brokers, for SASL over TLS."
  value       = aws_msk_cluster.this.bootstrap_brokers_sasl_scram
}

output "client_secret_arn" {
  description = "Where the client's name and password are."
  value       = aws_secretsmanager_secret.client.arn
}
