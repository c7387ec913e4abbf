output "host" {
  description = "The host to connect to."
  value       = aws_db_instance.this.address
}

output "port" {
  description = "The port."
  value       = aws_db_instance.this.port
}

output "administrator_secret_arn" {
  description = "Where the administrator's password is, which RDS made and changes."
  value       = aws_db_instance.this.master_user_secret[0].secret_arn
}
