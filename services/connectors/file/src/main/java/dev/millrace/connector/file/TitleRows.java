package dev.millrace.connector.file;

import java.util.List;

/** What tells a title above a table from the row that names its columns: how many cells of a row are filled. */
final class TitleRows {

    /** So many rows may stand above a table. */
    static final int LOOKED_AT = 50;

    /** A row with so much of what the others have is one of the table's. */
    private static final double MOST_CELLS = 0.7;

    /** Two values alone may well be names: of columns whose neighbours have none. */
    private static final int MOST_OF_A_TITLE = 1;

    private TitleRows() {}

    /** Whether a row is a title of a table in which some row has so many cells. */
    static boolean isTitle(long filled, long most) {
        return filled <= MOST_OF_A_TITLE && filled * 2 < most;
    }

    /** Whether a row is one of a table in which some row has so many cells. */
    static boolean isOfTable(long filled, long most) {
        return filled >= most * MOST_CELLS;
    }

    /** How many rows stand above the table. */
    static int above(List<Long> filled) {
        long most = filled.stream().mapToLong(Long::longValue).max().orElse(0);
        if (filled.isEmpty() || !isTitle(filled.getFirst(), most)) {
            return 0;
        }
        for (int i = 1; i < filled.size(); i++) {
            if (isOfTable(filled.get(i), most)) {
                return i;
            }
        }
        return 0;
    }
}
