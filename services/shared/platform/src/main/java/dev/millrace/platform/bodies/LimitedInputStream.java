package dev.millrace.platform.bodies;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails once more than so many bytes have come. Not for several threads at once. */
final class LimitedInputStream extends FilterInputStream {

    private final long largest;
    private long seen;

    LimitedInputStream(InputStream in, long largest) {
        super(in);
        this.largest = largest;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(read);
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = super.skip(bytes);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long bytes) throws BodyTooLargeException {
        seen += Math.max(0, bytes);
        if (seen > largest) {
            throw new BodyTooLargeException(largest);
        }
    }
}
