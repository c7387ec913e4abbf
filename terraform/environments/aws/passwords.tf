locals {
  # How many characters each has, by the names of the chart's Secrets and their keys.
  password_lengths = merge(
    { "databases/warehouse-admin" = 40 },
    { for pair in setproduct(["tenant-management", "connector", "transform", "reporting"], ["app", "owner"]) :
    "databases/${pair[0]}-${pair[1]}" => 40 },
    { for client in ["tenant-management", "connector", "sync-worker", "transform", "reporting", "console"] :
    "login/${client}" => 40 },
    { "keys/secrets-key" = 32, "keys/session-key" = 40, "kafka" = 40 },
  )
}

# Ephemeral: neither a plan nor the state ever holds one. New each time; what takes them keeps the first.
ephemeral "aws_secretsmanager_random_password" "this" {
  for_each = local.password_lengths

  password_length     = each.value
  exclude_punctuation = true
}
