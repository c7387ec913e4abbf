variable "name" {
  description = "What every name begins with."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}$", var.name))
    error_message = "The name must be 2 to 31 lower-case letters, digits and hyphens, with a letter first."
  }
}

variable "cidr" {
  description = "The addresses of the network."
  type        = string
  default     = "10.20.0.0/16"

  validation {
    condition     = can(cidrsubnet(var.cidr, 4, 15))
    error_message = "The network must be written as CIDR and leave four bits for subnets, such as 10.20.0.0/16."
  }
}

variable "availability_zones" {
  description = "The zones to spread over."
  type        = list(string)

  validation {
    condition     = length(var.availability_zones) >= 2 && length(var.availability_zones) <= 4
    error_message = "Give two to four availability zones: databases and brokers need more than one."
  }
}

variable "one_nat_gateway" {
  description = "Whether all zones share one gateway to the internet: cheaper, and the internet is away when its zone is."
  type        = bool
  default     = false
}

variable "flow_log_retention_days" {
  description = "How long it is kept who spoke with whom, in days."
  type        = number
  default     = 30
}

variable "kms_key_arn" {
  description = "The key that encrypts the flow log."
  type        = string
}
