variable "name" {
  description = "What every name begins with."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}$", var.name))
    error_message = "The name must be 2 to 31 lower-case letters, digits and hyphens, with a letter first."
  }
}

variable "kms_key_arn" {
  description = "The key that encrypts the objects."
  type        = string
}

variable "kept_versions_days" {
  description = "How long an object that was deleted or replaced can be brought back, in days."
  type        = number
  default     = 30

  validation {
    condition     = var.kept_versions_days >= 1
    error_message = "Keep deleted objects for a day at the least."
  }
}
