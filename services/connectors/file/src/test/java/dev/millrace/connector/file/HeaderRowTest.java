package dev.millrace.connector.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeaderRowTest {

    @TempDir
    private Path folder;

    /** The header of a file whose first row was taken for one. */
    private Dialect corrected(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("table.csv"), content);
        List<String> first = List.of(content.substring(0, content.indexOf('\n')).split(",", -1));
        return HeaderRow.correct(file, new Dialect(",", (byte) '"', (byte) '"', 0, true, first));
    }

    @Test
    void aTitleAboveTheTableIsNoHeader() throws IOException {
        Dialect found = corrected("Spend of the council in 2018,,,\n,,,\nSupplier,Purpose,Date,Amount\n"
                + "Acme,Paper,2018-09-30,12.50\nBolt,Glue,2018-09-29,3.20\n".repeat(20));

        assertThat(found.columns()).containsExactly("Supplier", "Purpose", "Date", "Amount");
        assertThat(found.skippedLines()).isEqualTo(2);
    }

    @Test
    void aHeaderWithTwoNamesAboveFiveColumnsIsNoTitle() throws IOException {
        Dialect found = corrected("id,name,,,\n" + "1,Ann,x,y,z\n2,Bea,u,v,w\n".repeat(20));

        assertThat(found.columns()).containsExactly("id", "name", "", "", "");
        assertThat(found.skippedLines()).isZero();
    }
}
