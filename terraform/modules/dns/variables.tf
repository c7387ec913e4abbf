variable "zone_id" {
  description = "The hosted zone that the host is in."
  type        = string
}

variable "host" {
  description = "The host of the one public address."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9.-]+\\.[a-z]{2,}$", var.host))
    error_message = "Give a host such as data.example.com, without https://."
  }
}
