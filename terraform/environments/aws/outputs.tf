output "helm_values" {
  description = "The values of the chart: terraform output -raw helm_values > values.yaml"
  value = yamlencode({
    publicUrl = module.dns.public_url
    postgresql = {
      host     = module.database.host
      port     = module.database.port
      caSecret = { name = "rds-authority" }
    }
    warehouses = { poolSize = local.size.pool_size }
    kafka = {
      bootstrapServers = local.msk ? module.kafka[0].bootstrap_servers : "millrace-kafka-bootstrap.kafka.svc:9093"
      sasl             = { secret = "millrace-kafka" }
      topics           = { replication = 3 }
    }
    login = { serverUrl = var.login_server_url }
    objects = {
      bucket = module.storage.bucket
      region = var.region
    }
    mail = var.mail
    secrets = {
      databases = { source = "external" }
      login     = { source = "external" }
      keys      = { source = "external" }
      external  = { store = "aws-secrets-manager", prefix = module.secrets.prefix }
    }
    ingress = {
      enabled   = true
      className = "alb"
      annotations = {
        "alb.ingress.kubernetes.io/certificate-arn" = module.dns.certificate_arn
        "alb.ingress.kubernetes.io/scheme"          = "internet-facing"
        "alb.ingress.kubernetes.io/target-type"     = "ip"
        "alb.ingress.kubernetes.io/listen-ports"    = jsonencode([{ HTTPS = 443 }])
        # Longer than the console's live streams.
        "alb.ingress.kubernetes.io/load-balancer-attributes" = "idle_timeout.timeout_seconds=180"
        "alb.ingress.kubernetes.io/healthcheck-path"         = "/q/health/ready"
      }
    }
    connector = {
      serviceAccountAnnotations = { "eks.amazonaws.com/role-arn" = module.identity.connector_role_arn }
    }
    syncWorker = {
      autoscaling = { maxReplicas = local.size.workers, keda = local.size.keda }
    }
  })
}

output "cluster_name" {
  description = "For aws eks update-kubeconfig --name."
  value       = module.cluster.name
}

output "database_administrator_secret_arn" {
  description = "Where the password is that databases.sql is run with."
  value       = module.database.administrator_secret_arn
}

output "kafka_client_secret_arn" {
  description = "Where Kafka's client name and password are; empty with Strimzi."
  value       = local.msk ? module.kafka[0].client_secret_arn : ""
}

output "external_secrets_role_arn" {
  description = "The role of the External Secrets operator's service account."
  value       = module.identity.external_secrets_role_arn
}
