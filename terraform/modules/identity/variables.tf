variable "name" {
  description = "What every name begins with."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}$", var.name))
    error_message = "The name must be 2 to 31 lower-case letters, digits and hyphens, with a letter first."
  }
}

variable "oidc_provider_arn" {
  description = "Who says which service account a pod has."
  type        = string
}

variable "oidc_issuer" {
  description = "Its address, without https://."
  type        = string

  validation {
    condition     = !startswith(var.oidc_issuer, "https://")
    error_message = "Give the issuer without https://, as conditions of policies name it."
  }
}

variable "namespace" {
  description = "The namespace that Millrace is in."
  type        = string
  default     = "millrace"
}

variable "release" {
  description = "The beginning of the names of the chart's service accounts."
  type        = string
  default     = "millrace"
}

variable "bucket_arn" {
  description = "The bucket of uploaded files."
  type        = string
}

variable "kms_key_arn" {
  description = "The key that encrypts them, and the secrets."
  type        = string
}

variable "secret_arns" {
  description = "What the External Secrets operator may read."
  type        = list(string)
}

variable "external_secrets_account" {
  description = "The service account of the External Secrets operator."
  type = object({
    namespace = string
    name      = string
  })
  default = {
    namespace = "external-secrets"
    name      = "external-secrets"
  }
}
