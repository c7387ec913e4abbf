<#import "template.ftl" as layout>
<@layout.emailLayout>
<p style="font-size:20px;font-weight:650;">${msg("millraceResetTitle")}</p>
<p>${msg("millraceResetText")}</p>
<p><a class="button" href="${link}" style="display:inline-block;padding:13px 26px;border-radius:8px;background:#0e7c86;color:#ffffff;font-weight:600;text-decoration:none;">${msg("millraceResetButton")}</a></p>
<p class="quiet" style="margin:0;color:#566c71;font-size:14px;">${msg("millraceLinkLasts", linkExpirationFormatter(linkExpiration))} ${msg("millraceResetIgnore")}</p>
</@layout.emailLayout>
