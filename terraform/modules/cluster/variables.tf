variable "name" {
  description = "What every name begins with."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}$", var.name))
    error_message = "The name must be 2 to 31 lower-case letters, digits and hyphens, with a letter first."
  }
}

variable "kubernetes_version" {
  description = "The version of Kubernetes."
  type        = string
  default     = "1.33"

  validation {
    condition     = can(regex("^1\\.(3[0-9]|[4-9][0-9])$", var.kubernetes_version))
    error_message = "The chart needs Kubernetes 1.30 or later."
  }
}

variable "subnet_ids" {
  description = "The private subnets of the nodes."
  type        = list(string)
}

variable "kms_key_arn" {
  description = "The key that encrypts Secrets and the disks of nodes."
  type        = string
}

variable "public_access_cidrs" {
  description = "Who may reach the API server over the internet, as CIDR; nobody when empty."
  type        = list(string)
  default     = []

  validation {
    condition     = !contains(var.public_access_cidrs, "0.0.0.0/0")
    error_message = "The whole internet must not reach the API server: name your own addresses."
  }
}

variable "instance_types" {
  description = "The machines of the nodes."
  type        = list(string)
  default     = ["m7i.large"]
}

variable "nodes" {
  description = "How many nodes there are at the least, at first and at the most."
  type = object({
    least = number
    first = number
    most  = number
  })
  default = {
    least = 3
    first = 3
    most  = 6
  }

  validation {
    condition     = var.nodes.least >= 2 && var.nodes.least <= var.nodes.first && var.nodes.first <= var.nodes.most
    error_message = "There must be at least two nodes, and least <= first <= most."
  }
}
