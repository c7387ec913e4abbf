package dev.millrace.syncworker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.kernel.UploadId;
import dev.millrace.work.ClaimedRun;
import dev.millrace.work.Completion;
import dev.millrace.work.ConnectorDescriptor;
import dev.millrace.work.CredentialRenewal;
import dev.millrace.work.ProgressAnswer;
import dev.millrace.work.ProgressReport;
import dev.millrace.work.RunKind;
import dev.millrace.work.WarehouseAccess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunUploadsTest {

    private static final UploadId UPLOAD = UploadId.create();

    @TempDir
    Path folder;

    private RunUploads uploads(long maxBytes) {
        ClaimedRun run = new ClaimedRun(
                RunId.create(),
                TenantId.create(),
                SourceId.create(),
                RunKind.SYNC,
                1,
                1,
                Duration.ofMinutes(1),
                "file",
                JsonNodeFactory.instance.objectNode(),
                null,
                List.of(),
                "schema",
                null);
        return new RunUploads(new OneUpload(), run, folder, new UploadCache(new WorkerFolder(folder, 1), 0), maxBytes);
    }

    @Test
    void fetchesAFileOnce() {
        RunUploads uploads = uploads(100);

        Path file = uploads.file(UPLOAD);

        assertThat(file).hasContent("id,name");
        assertThat(uploads.file(UPLOAD)).isEqualTo(file);
    }

    @Test
    void aFileForWhichThereIsNoRoomIsAPlainErrorThatIsTriedAgain() throws IOException {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        Files.createSymbolicLink(folder.resolve(UPLOAD.toString()), full);

        refused(uploads(100));
    }

    @Test
    void theFilesOfARunAreNotLargerTogetherThanAWorkerTakes() {
        refused(uploads(6));
    }

    private static void refused(RunUploads uploads) {
        assertThatThrownBy(() -> uploads.file(UPLOAD)).isInstanceOfSatisfying(MillraceException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_FULL);
            assertThat(e.code().retryable()).isTrue();
            assertThat(e)
                    .hasMessage(
                            "There is no room for the uploaded file on the worker. Upload a smaller file, or ask the"
                                    + " operator for more.");
        });
    }

    /** A control plane that has one file and nothing else. */
    private static final class OneUpload implements ControlPlane {

        @Override
        public InputStream upload(RunId run, UploadId upload, long fencingToken) {
            return new ByteArrayInputStream("id,name".getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Optional<ClaimedRun> claim(RunId run) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ProgressAnswer progress(RunId run, ProgressReport report) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void complete(RunId run, Completion completion) {
            throw new UnsupportedOperationException();
        }

        @Override
        public WarehouseAccess warehouse(TenantId tenant) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void requireLease(RunId run, long fencingToken) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean renewCredentials(RunId run, CredentialRenewal renewal) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void announce(ConnectorDescriptor descriptor) {
            throw new UnsupportedOperationException();
        }
    }
}
