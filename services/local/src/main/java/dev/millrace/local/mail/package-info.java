/** A mail server for one machine: takes every mail, keeps the newest, shows them on a page, and sends nothing on. */
@NullMarked
package dev.millrace.local.mail;

import org.jspecify.annotations.NullMarked;
