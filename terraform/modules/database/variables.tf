variable "name" {
  description = "What every name begins with."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}$", var.name))
    error_message = "The name must be 2 to 31 lower-case letters, digits and hyphens, with a letter first."
  }
}

variable "vpc_id" {
  description = "The network."
  type        = string
}

variable "subnet_ids" {
  description = "The private subnets."
  type        = list(string)
}

variable "client_security_group_id" {
  description = "The group of those who may connect."
  type        = string
}

variable "kms_key_arn" {
  description = "The key that encrypts the data."
  type        = string
}

variable "engine_version" {
  description = "The version of PostgreSQL."
  type        = string
  default     = "17"

  validation {
    condition     = tonumber(split(".", var.engine_version)[0]) >= 16
    error_message = "Millrace needs PostgreSQL 16 or later."
  }
}

variable "instance_class" {
  description = "The machine."
  type        = string
  default     = "db.m7g.large"
}

variable "storage_gib" {
  description = "Its disk at first, in GiB; it grows up to four times that."
  type        = number
  default     = 100

  validation {
    condition     = var.storage_gib >= 20 && var.storage_gib <= 16384
    error_message = "The disk must have between 20 and 16384 GiB."
  }
}

variable "backup_days" {
  description = "How many days one can go back to any moment."
  type        = number
  default     = 14

  validation {
    condition     = var.backup_days >= 7 && var.backup_days <= 35
    error_message = "Backups must be kept for 7 to 35 days."
  }
}

variable "deletion_protection" {
  description = "Whether it can't be deleted. Off only to take an environment down for good."
  type        = bool
  default     = true
}
