package dev.millrace.local;

/** A user of a server and their password, which never prints. */
public record Login(String user, String password) {

    @Override
    public String toString() {
        return "Login[user=" + user + ", password=***]";
    }
}
