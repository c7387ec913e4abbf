<#-- The words beside the form, on screens wide enough for both. -->
<#macro content>
  <aside class="promise">
    <p class="promise-title">${msg("millracePromise")}</p>
    <ul class="promise-points">
      <li>${msg("millracePointConnect")}</li>
      <li>${msg("millracePointFresh")}</li>
      <li>${msg("millracePointShare")}</li>
    </ul>
  </aside>
</#macro>
