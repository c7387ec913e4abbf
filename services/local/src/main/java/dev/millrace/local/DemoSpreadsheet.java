package dev.millrace.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;

/** A spreadsheet as somebody would export it, and what a dashboard of it has to say. */
final class DemoSpreadsheet {

    static final String FILE_NAME = "Market stall 2026.csv";

    private static final List<String> PRODUCTS = List.of("Apples", "Bread", "Cheese", "Honey", "Olives, green");
    private static final List<String> PAYMENTS = List.of("cash", "card");
    private static final int ROWS = 400;

    private final byte[] bytes;
    private final long totalQuantity;

    DemoSpreadsheet() {
        StringBuilder csv = new StringBuilder("Date;Product;Quantity;Unit price;Paid by\r\n");
        LocalDate first = LocalDate.of(2026, 1, 3);
        long quantities = 0;
        for (int row = 0; row < ROWS; row++) {
            int quantity = 1 + (row * 7) % 9;
            quantities += quantity;
            csv.append(first.plusDays(row / 2))
                    .append(";\"")
                    .append(PRODUCTS.get((row * 3) % PRODUCTS.size()))
                    .append("\";")
                    .append(quantity)
                    .append(';')
                    .append(2 + row % 5)
                    .append(".5;")
                    .append(PAYMENTS.get(row % 3 == 0 ? 0 : 1))
                    .append("\r\n");
        }
        bytes = csv.toString().getBytes(StandardCharsets.UTF_8);
        totalQuantity = quantities;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** Refuses a figure of the dashboard that is not what the file says. */
    void expect(String card, JsonNode answer) {
        if (card.endsWith(":rows")) {
            require("number of rows", ROWS, answer);
        } else if (card.endsWith(":figure-quantity")) {
            require("total quantity", totalQuantity, answer);
        }
    }

    private static void require(String what, long expected, JsonNode answer) {
        long figure = answer.path("rows").path(0).path(0).asLong(-1);
        if (figure != expected) {
            throw new ServerFailedException(
                    "The dashboard says that the " + what + " is " + figure + ", and the file says " + expected + ".");
        }
    }
}
