mock_provider "aws" {
  override_during = plan

  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_resource "aws_s3_bucket" {
    defaults = { arn = "arn:aws:s3:::millrace-uploads-123456789012" }
  }
}

variables {
  name        = "millrace"
  kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/1"
}

run "the_bucket_is_closed_and_encrypted" {
  command = plan

  assert {
    condition     = aws_s3_bucket_public_access_block.uploads.block_public_policy && aws_s3_bucket_public_access_block.uploads.restrict_public_buckets
    error_message = "the bucket must never be public"
  }
  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.uploads.rule).apply_server_side_encryption_by_default[0].sse_algorithm == "aws:kms"
    error_message = "objects must be encrypted with our key"
  }
  assert {
    condition     = strcontains(aws_s3_bucket_policy.uploads.policy, "aws:SecureTransport")
    error_message = "requests without TLS must be refused"
  }
  assert {
    condition     = aws_s3_bucket.uploads.bucket == "millrace-uploads-123456789012"
    error_message = "the name must be of this account"
  }
}

run "a_name_with_capitals_is_refused" {
  command = plan
  variables { name = "Millrace" }
  expect_failures = [var.name]
}
