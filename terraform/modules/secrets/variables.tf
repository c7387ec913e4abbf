variable "name" {
  description = "What every name begins with."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}$", var.name))
    error_message = "The name must be 2 to 31 lower-case letters, digits and hyphens, with a letter first."
  }
}

variable "deletion_window_days" {
  description = "How long a key or a secret that was deleted can be brought back, in days."
  type        = number
  default     = 30

  validation {
    condition     = var.deletion_window_days >= 7 && var.deletion_window_days <= 30
    error_message = "The window must be between 7 and 30 days."
  }
}

variable "generation" {
  description = "Raise it to make new passwords of databases and clients. The key that wraps the tenants' keys is not made anew by it."
  type        = number
  default     = 1

  validation {
    condition     = var.generation >= 1 && floor(var.generation) == var.generation
    error_message = "The generation is a whole number from 1 on."
  }
}

variable "passwords" {
  description = "What is written at first and with a new generation, as `secret/key`."
  type        = map(string)
  ephemeral   = true
}
