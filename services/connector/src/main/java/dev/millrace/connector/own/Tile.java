package dev.millrace.connector.own;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * How a connector looks in the catalogue.
 *
 * @param colour {@code #rrggbb}
 * @param initials one or two letters
 */
record Tile(
        @NotBlank(message = "is missing") @Size(max = 80, message = "must not be longer than 80 characters")
        String title,

        @NotNull(message = "is missing") @Size(max = 200, message = "must not be longer than 200 characters")
        String summary,

        @NotNull(message = "is missing") @Pattern(regexp = "#[0-9a-fA-F]{6}", message = "must be like #0f766e")
        String colour,

        @NotNull(message = "is missing") @Pattern(regexp = "\\S{1,2}", message = "must be one or two letters")
        String initials) {}
