provider "aws" {
  region = var.region

  default_tags {
    tags = merge({ project = var.name, "managed-by" = "terraform" }, var.tags)
  }
}

locals {
  sizes = {
    small = {
      nodes     = { least = 3, first = 3, most = 5 }
      machine   = "m7i.large"
      database  = "db.m7g.large"
      disk      = 100
      broker    = "kafka.m7g.large"
      one_nat   = true
      keda      = false
      workers   = 4
      pool_size = 2
    }
    medium = {
      nodes     = { least = 3, first = 4, most = 10 }
      machine   = "m7i.xlarge"
      database  = "db.m7g.2xlarge"
      disk      = 500
      broker    = "kafka.m7g.large"
      one_nat   = false
      keda      = true
      workers   = 20
      pool_size = 5
    }
    large = {
      nodes     = { least = 6, first = 6, most = 30 }
      machine   = "m7i.2xlarge"
      database  = "db.m7g.8xlarge"
      disk      = 2000
      broker    = "kafka.m7g.xlarge"
      one_nat   = false
      keda      = true
      workers   = 60
      pool_size = 10
    }
  }
  size = local.sizes[var.size]
  msk  = var.kafka_version != ""
}

module "secrets" {
  source    = "../../modules/secrets"
  name      = var.name
  passwords = { for name, password in ephemeral.aws_secretsmanager_random_password.this : name => password.random_password }
}

module "network" {
  source             = "../../modules/network"
  name               = var.name
  availability_zones = var.availability_zones
  one_nat_gateway    = local.size.one_nat
  kms_key_arn        = module.secrets.kms_key_arn
}

module "cluster" {
  source              = "../../modules/cluster"
  name                = var.name
  subnet_ids          = module.network.private_subnet_ids
  kms_key_arn         = module.secrets.kms_key_arn
  public_access_cidrs = var.api_access_cidrs
  instance_types      = [local.size.machine]
  nodes               = local.size.nodes
}

module "database" {
  source                   = "../../modules/database"
  name                     = var.name
  vpc_id                   = module.network.vpc_id
  subnet_ids               = module.network.private_subnet_ids
  client_security_group_id = module.cluster.security_group_id
  kms_key_arn              = module.secrets.kms_key_arn
  instance_class           = local.size.database
  storage_gib              = local.size.disk
}

module "kafka" {
  source = "../../modules/kafka"
  count  = local.msk ? 1 : 0

  name                     = var.name
  vpc_id                   = module.network.vpc_id
  subnet_ids               = module.network.private_subnet_ids
  client_security_group_id = module.cluster.security_group_id
  kms_key_arn              = module.secrets.kms_key_arn
  kafka_version            = var.kafka_version
  instance_type            = local.size.broker
  client_password          = ephemeral.aws_secretsmanager_random_password.this["kafka"].random_password
}

module "storage" {
  source      = "../../modules/storage"
  name        = var.name
  kms_key_arn = module.secrets.kms_key_arn
}

module "identity" {
  source            = "../../modules/identity"
  name              = var.name
  oidc_provider_arn = module.cluster.oidc_provider_arn
  oidc_issuer       = module.cluster.oidc_issuer
  bucket_arn        = module.storage.bucket_arn
  kms_key_arn       = module.secrets.kms_key_arn
  secret_arns       = module.secrets.secret_arns
}

module "dns" {
  source  = "../../modules/dns"
  zone_id = var.zone_id
  host    = var.host
}
