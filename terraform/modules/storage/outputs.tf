output "bucket" {
  description = "The bucket of uploaded files."
  value       = aws_s3_bucket.uploads.bucket
}

output "bucket_arn" {
  description = "The same, for policies."
  value       = aws_s3_bucket.uploads.arn
}
