package dev.millrace.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import org.cyclonedx.model.License;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpdxLicensesTest {

    private final SpdxLicenses licenses = new SpdxLicenses();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MIT                                        |                                                   | MIT",
                "Eclipse Public License 2.0                 |                                                   | EPL-2.0",
                "Revised BSD                                |                                                   | BSD-3-Clause",
                "Public Domain, per Creative Commons CC0    |                                                   | CC0-1.0",
                "GPL2 w/ CPE                                | https://www.gnu.org/software/classpath/license.html | GPL-2.0-with-classpath-exception",
                "Apache                                     | http://www.apache.org/licenses/LICENSE-2.0.txt    | Apache-2.0",
                "                                           | https://www.eclipse.org/legal/epl-2.0/            | EPL-2.0"
            })
    void aKnownNameOrPageGivesTheId(String name, String url, String id) {
        assertThat(licenses.choice(List.of(new DeclaredLicense(name, url))).getLicenses())
                .extracting(License::getId, License::getName, License::getUrl)
                .containsExactly(tuple(id, null, url));
    }

    /** The library would take it for 1.0. */
    @Test
    void aNameThatLeavesTheVersionOpenIsNotGuessed() {
        assertThat(licenses.choice(List.of(
                                new DeclaredLicense("Apache License", null),
                                new DeclaredLicense("Apache License", "https://apache.org/licenses/LICENSE-2.0.html")))
                        .getLicenses())
                .extracting(License::getId, License::getName)
                .containsExactly(tuple(null, "Apache License"), tuple("Apache-2.0", null));
    }

    @Test
    void aPageOfSeveralLicencesTellsNone() {
        assertThat(licenses.choice(List.of(
                                new DeclaredLicense("LGPL", "https://opensource.org/licenses/LGPL-2.1"),
                                new DeclaredLicense(null, "https://example.com/terms")))
                        .getLicenses())
                .extracting(License::getId, License::getName, License::getUrl)
                .containsExactly(
                        tuple(null, "LGPL", "https://opensource.org/licenses/LGPL-2.1"),
                        tuple(null, "https://example.com/terms", "https://example.com/terms"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(MIT OR Apache-2.0)",
                "MIT AND (0BSD OR Apache-2.0)",
                "EPL-2.0 OR GPL-2.0-only WITH Classpath-exception-2.0"
            })
    void anExpressionStaysOne(String expression) {
        assertThat(licenses.choice(List.of(new DeclaredLicense(expression, null)))
                        .getExpression()
                        .getValue())
                .isEqualTo(expression);
    }

    @Test
    void aKnownNameOfTwoLicencesIsAnExpression() {
        assertThat(licenses.choice(List.of(new DeclaredLicense(
                                "CDDL + GPLv2 with classpath exception", "https://example.com/terms")))
                        .getExpression()
                        .getValue())
                .isEqualTo("(CDDL-1.0 OR GPL-2.0-with-classpath-exception)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MIT OR Ours", "MIT OR", "MIT Apache-2.0 0BSD", "UNLICENSED", "Dual License"})
    void whatIsNoExpressionIsAName(String name) {
        assertThat(licenses.choice(List.of(new DeclaredLicense(name, null))).getLicenses())
                .extracting(License::getId, License::getName)
                .containsExactly(tuple(null, name));
    }

    /** CycloneDX has licences or one expression, not both. */
    @Test
    void anExpressionBesideALicenceIsAName() {
        assertThat(licenses.choice(List.of(
                                new DeclaredLicense("MIT OR Apache-2.0", null), new DeclaredLicense("0BSD", null)))
                        .getLicenses())
                .extracting(License::getId, License::getName)
                .containsExactly(tuple(null, "MIT OR Apache-2.0"), tuple("0BSD", null));
    }
}
