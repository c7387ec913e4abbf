output "certificate_arn" {
  description = "The certificate, once it is valid."
  value       = aws_acm_certificate_validation.this.certificate_arn
}

output "public_url" {
  description = "The one public address."
  value       = "https://${var.host}"
}
