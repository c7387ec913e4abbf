package dev.millrace.console.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.console.FakeServices;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.oidc.server.OidcWiremockTestResource;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebClient;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.Cookie;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person with a browser: in, through, protected, out. */
@QuarkusTest
@WithTestResource(OidcWiremockTestResource.class)
@WithTestResource(FakeServices.class)
class LoginTest {

    private static final String SOURCES = "/api/v1/tenants/" + FakeServices.OWN_TENANT + "/sources";

    @TestHTTPResource("/")
    URL address;

    private final WebClient browser = new WebClient();

    @BeforeEach
    void open() throws IOException {
        browser.getOptions().setCssEnabled(false);
        browser.getOptions().setJavaScriptEnabled(false);
        browser.getOptions().setThrowExceptionOnFailingStatusCode(false);
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void afterTheLoginThePersonIsWhereTheyWantedToGo() throws IOException {
        WebResponse page = logIn("/login?returnTo=/w/7");
        assertThat(page.getWebRequest().getUrl().getPath()).isEqualTo("/w/7");
        JsonObject session = new JsonObject(get("/session").getContentAsString());
        assertThat(session.getBoolean("authenticated")).isTrue();
    }

    @Test
    void aLoginNeverLeadsToAnotherSite() throws IOException {
        WebResponse page = logIn("/login?returnTo=//evil.example/");
        assertThat(page.getWebRequest().getUrl().getHost()).isEqualTo(address.getHost());
        assertThat(page.getWebRequest().getUrl().getPath()).isEqualTo("/");
    }

    @Test
    void theSessionCookieIsUnreadableForScriptsAndForPeople() throws IOException {
        logIn("/login");
        assertThat(browser.getCookieManager().getCookies())
                .filteredOn(cookie -> cookie.getName().startsWith("q_session"))
                .isNotEmpty()
                .allMatch(Cookie::isHttpOnly)
                .allMatch(cookie -> "lax".equalsIgnoreCase(cookie.getSameSite()))
                .noneMatch(cookie -> cookie.getValue().contains("eyJ0eXAiOiJKV1Qi"));
    }

    @Test
    void theSessionsTokenGoesUpstreamAndItsCookieDoesNot() throws IOException {
        logIn("/login");
        WebResponse answer = get(SOURCES + "?limit=1");
        JsonObject seen = new JsonObject(answer.getContentAsString());
        assertThat(seen.getString("authorization")).startsWith("Bearer ey");
        assertThat(seen.getValue("cookie")).isNull();
        assertThat(seen.getString("uri")).isEqualTo(SOURCES + "?limit=1");
        assertThat(answer.getResponseHeaderValue("Set-Cookie")).isNull();
    }

    @Test
    void aChangeThatAnotherSiteCausedIsRefused() throws IOException {
        logIn("/login");
        WebRequest post = post();
        assertThat(send(post).getStatusCode()).isEqualTo(403);

        post.setAdditionalHeader("X-Requested-With", "JavaScript");
        post.setAdditionalHeader("Origin", "https://evil.example");
        assertThat(send(post).getStatusCode()).isEqualTo(403);

        post.setAdditionalHeader("Origin", "http://localhost:8080");
        post.setAdditionalHeader("Sec-Fetch-Site", "cross-site");
        assertThat(send(post).getStatusCode()).isEqualTo(403);

        post.setAdditionalHeader("Sec-Fetch-Site", "same-origin");
        WebResponse answer = send(post);
        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(new JsonObject(answer.getContentAsString()).getInteger("bytes"))
                .isEqualTo(300_000);
    }

    @Test
    void afterTheLogoutTheSessionIsGone() throws IOException {
        logIn("/login");
        browser.getOptions().setRedirectEnabled(false);
        WebResponse logout = get("/logout");
        assertThat(logout.getStatusCode()).isEqualTo(302);
        browser.getOptions().setRedirectEnabled(true);
        assertThat(new JsonObject(get("/session").getContentAsString()).getBoolean("authenticated"))
                .isFalse();
        assertThat(get(SOURCES).getStatusCode()).isEqualTo(401);
    }

    @Test
    void aLoginThatIsNotAnsweredAsItWasAskedIsTold() throws IOException {
        browser.getOptions().setRedirectEnabled(false);
        get("/login?returnTo=/w/7");
        WebResponse answer = get("/login?error=temporarily_unavailable&state=" + state());
        assertThat(answer.getStatusCode()).isEqualTo(401);
        assertThat(answer.getContentType()).isEqualTo("text/html");
        assertThat(answer.getContentAsString()).contains("Logging in did not work", "href=\"/login\"");
    }

    @Test
    void aLoginThatCameBackToABrowserWithoutItBeginsAgain() throws IOException {
        browser.getOptions().setRedirectEnabled(false);
        WebResponse answer = get("/login?state=of-another-browser&code=abc");
        System.out.println(
                "GOT " + answer.getStatusCode() + " " + answer.getResponseHeaders() + answer.getContentAsString());
        assertThat(answer.getStatusCode()).isEqualTo(302);
    }

    private String state() {
        return browser.getCookieManager().getCookies().stream()
                .peek(cookie -> System.out.println(
                        "COOKIE " + cookie.getName() + " " + cookie.getValue().length()))
                .map(Cookie::getName)
                .filter(name -> name.startsWith("q_auth"))
                .map(name -> name.substring(name.lastIndexOf('_') + 1))
                .findFirst()
                .orElseThrow();
    }

    private WebResponse logIn(String path) throws IOException {
        HtmlPage login = browser.getPage(url(path));
        HtmlForm form = login.getForms().get(0);
        form.getInputByName("username").type("alice");
        form.getInputByName("password").type("alice");
        return form.getInputByValue("login").click().getWebResponse();
    }

    private WebResponse get(String path) throws IOException {
        return browser.getPage(url(path)).getWebResponse();
    }

    private WebRequest post() throws IOException {
        WebRequest request = new WebRequest(url(SOURCES), HttpMethod.POST);
        request.setRequestBody("x".repeat(300_000));
        request.setAdditionalHeader("Content-Type", "text/plain");
        return request;
    }

    private WebResponse send(WebRequest request) throws IOException {
        return browser.getPage(request).getWebResponse();
    }

    private URL url(String path) throws IOException {
        return URI.create(address.toString()).resolve(path).toURL();
    }
}
