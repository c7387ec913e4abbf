package dev.millrace.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Orders of a shop as CSV: 16 columns of mixed types, some values missing, some in quotes, some of several lines, not all
 * ASCII; about 233 bytes a row. The same rows for the same count, always.
 */
final class OrdersFile {

    private static final long SEED = 7;
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final LocalDateTime BEGIN = LocalDateTime.of(2021, 1, 1, 0, 0);
    private static final long FOUR_YEARS_SECONDS = 126_144_000L;
    private static final List<String> STATES = List.of("new", "paid", "shipped", "delivered", "cancelled", "returned");
    private static final List<String> COUNTRIES = List.of("US", "DE", "FR", "GB", "JP", "BR", "IN", "CN", "PL", "SE");
    private static final List<String> FIRST =
            List.of("Anna", "José", "Zoë", "Łucja", "Мария", "李雷", "D'Arcy", "Smith, Jo", "Jürgen", "Nguyễn");
    private static final List<String> LAST = List.of(
            "Silva", "Sørensen", "Nowak", "Иванова", "王", "Ruiz \"Paco\" Gil", "Jones", "Brown", "Ødegård", "Sato");

    /** The columns with the types that PostgreSQL has for them. */
    static final String COLUMNS = "id bigint, customer_id bigint, created_at timestamptz, updated_at timestamp,"
            + " birth_date date, status text, full_name text, email text, note text, amount numeric, tax_rate numeric,"
            + " quantity bigint, is_gift boolean, country text, score numeric, reference uuid";

    /** Their names. */
    static final String NAMES = COLUMNS.replaceAll(" [a-z]+(,|$)", "$1");

    private OrdersFile() {}

    static void write(Path file, int rows) throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        StringBuilder row = new StringBuilder();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(NAMES.replace(" ", "") + "\n");
            for (int id = 1; id <= rows; id++) {
                row.setLength(0);
                append(row, id, random);
                out.append(row);
            }
        }
    }

    private static void append(StringBuilder row, int id, SplittableRandom random) {
        row.append(id).append(',').append(1 + random.nextInt(200_000)).append(',');
        row.append(BEGIN.plusNanos(random.nextLong(FOUR_YEARS_SECONDS * 1_000_000L) * 1_000)
                        .format(MICROS))
                .append("+00,");
        if (random.nextInt(10) >= 3) {
            row.append(BEGIN.plusSeconds(random.nextLong(FOUR_YEARS_SECONDS)).format(SECONDS));
        }
        row.append(',').append(LocalDate.of(1950, 1, 1).plusDays(random.nextInt(20_000)));
        row.append(',').append(STATES.get(random.nextInt(STATES.size()))).append(',');
        quoted(row, FIRST.get(random.nextInt(FIRST.size())) + " " + LAST.get(random.nextInt(LAST.size())));
        row.append(",user").append(random.nextInt(1_000_000)).append("@example").append(random.nextInt(50));
        row.append(".com,");
        note(row, random);
        row.append(',')
                .append(BigDecimal.valueOf(random.nextInt(10_000_000), 2))
                .append(',');
        if (random.nextInt(10) >= 2) {
            row.append(BigDecimal.valueOf(random.nextInt(100_000), 4));
        }
        row.append(',').append(random.nextInt(1_000)).append(',');
        int gift = random.nextInt(20);
        if (gift > 0) {
            row.append(gift % 3 == 0);
        }
        row.append(',').append(COUNTRIES.get(random.nextInt(COUNTRIES.size()))).append(',');
        if (random.nextInt(20) > 0) {
            row.append(BigDecimal.valueOf(random.nextInt(1_000_000_000), 6).toPlainString());
        }
        row.append(',').append(new UUID(random.nextLong(), random.nextLong())).append('\n');
    }

    private static void note(StringBuilder row, SplittableRandom random) {
        int kind = random.nextInt(100);
        if (kind < 15) {
            return;
        }
        if (kind < 22) {
            quoted(row, "They said \"fine\", and left\nfor good " + random.nextInt(1_000));
        } else if (kind < 40) {
            quoted(row, "Größe: " + random.nextInt(100) + " cm, naïve café – ☕ " + random.nextInt(10_000));
        } else {
            row.append("An ordinary note with the number ")
                    .append(random.nextInt(100_000))
                    .append(" in its text");
        }
    }

    private static void quoted(StringBuilder row, String value) {
        if (value.indexOf(',') < 0 && value.indexOf('"') < 0 && value.indexOf('\n') < 0) {
            row.append(value);
        } else {
            row.append('"').append(value.replace("\"", "\"\"")).append('"');
        }
    }
}
