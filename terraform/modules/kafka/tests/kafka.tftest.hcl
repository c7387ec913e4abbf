mock_provider "aws" {
  override_during = plan

  mock_resource "aws_msk_cluster" {
    defaults = { arn = "arn:aws:kafka:eu-central-1:123456789012:cluster/millrace/1", bootstrap_brokers_sasl_scram = "b-1:9096,b-2:9096" }
  }
  mock_resource "aws_msk_configuration" {
    defaults = { arn = "arn:aws:kafka:eu-central-1:123456789012:configuration/millrace/1", latest_revision = 1 }
  }
  mock_resource "aws_secretsmanager_secret" {
    defaults = { arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:AmazonMSK_millrace-abc" }
  }
}

variables {
  name                     = "millrace"
  vpc_id                   = "vpc-1"
  subnet_ids               = ["subnet-1", "subnet-2", "subnet-3"]
  client_security_group_id = "sg-1"
  kms_key_arn              = "arn:aws:kms:eu-central-1:123456789012:key/1"
  kafka_version            = "4.2.0"
  client_password          = "not-kept"
}

run "brokers_take_only_clients_that_they_know_over_tls" {
  command = plan

  assert {
    condition     = aws_msk_cluster.this.encryption_info[0].encryption_in_transit[0].client_broker == "TLS"
    error_message = "clients must come over TLS"
  }
  assert {
    condition     = aws_msk_cluster.this.client_authentication[0].sasl[0].scram
    error_message = "clients must prove who they are"
  }
  assert {
    condition     = aws_msk_cluster.this.number_of_broker_nodes == 3
    error_message = "each zone must have a broker"
  }
  assert {
    condition     = strcontains(aws_msk_configuration.this.server_properties, "min.insync.replicas=2")
    error_message = "an event must be on two brokers before it counts"
  }
}

run "a_kafka_without_share_groups_is_refused" {
  command = plan
  variables { kafka_version = "3.9.x" }
  expect_failures = [var.kafka_version]
}
