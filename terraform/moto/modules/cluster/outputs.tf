output "name" {
  description = "The cluster's name."
  value       = var.name
}

output "security_group_id" {
  description = "The group that the nodes are in."
  value       = aws_security_group.nodes.id
}

output "oidc_provider_arn" {
  description = "Who says which service account a pod has."
  value       = aws_iam_openid_connect_provider.this.arn
}

output "oidc_issuer" {
  description = "Its address, without https://."
  value       = replace(aws_iam_openid_connect_provider.this.url, "https://", "")
}
