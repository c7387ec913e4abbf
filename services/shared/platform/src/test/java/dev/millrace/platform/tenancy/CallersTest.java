package dev.millrace.platform.tenancy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import java.util.Optional;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallersTest {

    @ParameterizedTest
    @CsvSource({
        "false, true, true",
        "false, false, false",
        "false, , false",
        "true, , true",
        "true, false, true",
    })
    void anAddressIsConfirmedByTheTokenOrByALoginServerThatVouchesForAll(
            boolean confirmsEmails, Boolean claim, boolean confirmed) {
        JwtClaims claims = new JwtClaims();
        claims.setSubject("subject-of-hans");
        claims.setClaim("email", "hans@millrace.test");
        Optional.ofNullable(claim).ifPresent(verified -> claims.setClaim("email_verified", verified));
        Callers callers = new Callers(
                QuarkusSecurityIdentity.builder()
                        .setPrincipal(new DefaultJWTCallerPrincipal(claims))
                        .build(),
                () -> confirmsEmails);

        assertEquals(
                new Caller.Person("subject-of-hans", "hans@millrace.test", confirmed, "hans@millrace.test"),
                callers.person());
    }
}
