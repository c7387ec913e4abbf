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
  description = "The private subnets, one broker or more in each."
  type        = list(string)
}

variable "client_security_group_id" {
  description = "The group of those who may connect."
  type        = string
}

variable "kms_key_arn" {
  description = "The key that encrypts the data and the clients' passwords."
  type        = string
}

variable "kafka_version" {
  description = "The version of Kafka. Where MSK has none of 4.2 or later, run Strimzi on the cluster in place of this module."
  type        = string

  validation {
    condition     = can(regex("^(4\\.([2-9]|[1-9][0-9])|[5-9]|[1-9][0-9])", var.kafka_version))
    error_message = "Millrace needs Kafka 4.2 or later, for share groups. If MSK has no such version, use Strimzi on the cluster."
  }
}

variable "instance_type" {
  description = "The machines of the brokers."
  type        = string
  default     = "kafka.m7g.large"
}

variable "brokers_per_zone" {
  description = "How many brokers each subnet has."
  type        = number
  default     = 1

  validation {
    condition     = var.brokers_per_zone >= 1
    error_message = "Each zone must have a broker."
  }
}

variable "storage_gib" {
  description = "The disk of each broker, in GiB. Only jobs and events go through Kafka, no rows."
  type        = number
  default     = 50
}

variable "client_password" {
  description = "The password of the client, at first. What is there stays."
  type        = string
  ephemeral   = true
}
