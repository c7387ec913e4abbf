<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "user-profile-commons.ftl" as userProfile>
<#import "register-commons.ftl" as terms>
<#-- Only what we need to know. Keycloak asks for the password once the email is confirmed, or here when it is told to. -->
<@layout.registrationLayout displayMessage=messagesPerField.exists('global'); section>
  <#if section = "header">
    ${msg("registerTitle")}
  <#elseif section = "form">
    <form id="kc-register-form" class="${properties.kcFormClass!}" action="${url.registrationAction}" method="post" novalidate>
      <@userProfile.userProfileFormFields; position, attribute>
        <#if position = "afterField" && attribute.name = "email" && passwordRequired??>
          <@field.password name="password" required=true label=msg("password") autocomplete="new-password" />
          <@field.password name="password-confirm" required=true label=msg("passwordConfirm") autocomplete="new-password" />
        </#if>
      </@userProfile.userProfileFormFields>
      <@terms.termsAcceptance/>
      <button id="kc-register" class="${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!}" type="submit">${msg("doRegister")}</button>
    </form>
    <p class="other-way">${msg("millraceHaveAccount")} <a href="${url.loginUrl}">${msg("doLogIn")}</a></p>
  </#if>
</@layout.registrationLayout>
