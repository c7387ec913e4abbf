package dev.millrace.connector.uploads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every store of uploaded files does. */
abstract class ObjectStoreContractTest {

    private static final int MEGABYTE = 1024 * 1024;

    abstract ObjectStore store();

    /** Whether anything is left of a key: the object, or parts of it. */
    abstract boolean leaves(String key) throws IOException;

    @Test
    void whatIsWrittenIsReadBackByteForByte() throws IOException {
        byte[] content = random(20 * MEGABYTE + 17);
        assertThat(store().write("tenant/large", new ByteArrayInputStream(content), Long.MAX_VALUE))
                .isEqualTo(content.length);
        try (InputStream back = store().open("tenant/large")) {
            assertThat(back.readAllBytes()).isEqualTo(content);
        }
    }

    @Test
    void aFileThatFillsItsPartsExactlyIsWhole() throws IOException {
        byte[] content = random(16 * MEGABYTE);
        assertThat(store().write("tenant/exact", new ByteArrayInputStream(content), content.length))
                .isEqualTo(content.length);
        try (InputStream back = store().open("tenant/exact")) {
            assertThat(back.readAllBytes()).isEqualTo(content);
        }
    }

    @Test
    void aFolderGoesWithAllThatIsInItAndNothingElse() throws IOException {
        for (String key : new String[] {"ended/one", "ended/two", "ended-not/one"}) {
            store().write(key, new ByteArrayInputStream(random(10)), 10);
        }
        store().deleteAll("ended");
        store().deleteAll("ended");
        assertThat(leaves("ended/one")).isFalse();
        assertThat(leaves("ended/two")).isFalse();
        assertThat(leaves("ended-not/one")).isTrue();
    }

    @Test
    void anEmptyFileIsKept() throws IOException {
        assertThat(store().write("tenant/empty", InputStream.nullInputStream(), 10))
                .isZero();
        try (InputStream back = store().open("tenant/empty")) {
            assertThat(back.readAllBytes()).isEmpty();
        }
    }

    @Test
    void aFileThatIsTooLargeIsRefusedAndNothingIsLeft() throws IOException {
        for (int size : new int[] {2 * MEGABYTE, 30 * MEGABYTE}) {
            assertThatThrownBy(() ->
                            store().write("tenant/refused", new ByteArrayInputStream(new byte[size]), size - MEGABYTE))
                    .isInstanceOfSatisfying(
                            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE));
            assertThat(leaves("tenant/refused")).isFalse();
        }
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() throws IOException {
        InputStream broken =
                new SequenceInputStream(new ByteArrayInputStream(new byte[20 * MEGABYTE]), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("the connection is gone");
                    }
                });
        assertThatThrownBy(() -> store().write("tenant/broken", broken, Long.MAX_VALUE))
                .isInstanceOf(IOException.class)
                .hasMessage("the connection is gone");
        assertThat(leaves("tenant/broken")).isFalse();
    }

    @Test
    void whatIsDeletedIsGoneAndDeletingItAgainIsNoError() throws IOException {
        store().write("tenant/deleted", new ByteArrayInputStream(new byte[10]), 10);
        store().delete("tenant/deleted");
        store().delete("tenant/deleted");
        assertThatThrownBy(() -> store().open("tenant/deleted")).isInstanceOf(IOException.class);
        assertThat(leaves("tenant/deleted")).isFalse();
    }

    private static byte[] random(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }
}
