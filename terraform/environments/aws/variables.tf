variable "name" {
  description = "What every name begins with."
  type        = string
  default     = "millrace"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,20}$", var.name))
    error_message = "The name must be 2 to 21 lower-case letters, digits and hyphens, with a letter first."
  }
}

variable "region" {
  description = "The region."
  type        = string
}

variable "availability_zones" {
  description = "Three of its zones."
  type        = list(string)

  validation {
    condition     = length(var.availability_zones) == 3
    error_message = "Give three availability zones: Kafka keeps three copies."
  }
}

variable "size" {
  description = "small (tens of tenants), medium (hundreds) or large (a thousand and more)."
  type        = string
  default     = "small"

  validation {
    condition     = contains(["small", "medium", "large"], var.size)
    error_message = "The size is small, medium or large."
  }
}

variable "host" {
  description = "The host of the one public address, such as data.example.com."
  type        = string
}

variable "zone_id" {
  description = "The hosted zone of Route 53 that the host is in."
  type        = string
}

variable "kafka_version" {
  description = "MSK's version of Kafka, 4.2 or later; empty to run Strimzi on the cluster instead."
  type        = string
  default     = ""
}

variable "login_server_url" {
  description = "The login server as pods reach it, without its path."
  type        = string
}

variable "mail" {
  description = "The mail server, its port and the sender."
  type = object({
    host = string
    port = optional(number, 587)
    from = string
  })
}

variable "api_access_cidrs" {
  description = "Who may reach the cluster's API server over the internet; nobody when empty."
  type        = list(string)
  default     = []
}

variable "tags" {
  description = "Tags of everything, besides those of the project."
  type        = map(string)
  default     = {}
}
