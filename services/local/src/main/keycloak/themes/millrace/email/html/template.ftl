<#-- Tables and inline styles, since that is what mail programs understand. -->
<#macro emailLayout>
<!doctype html>
<html lang="${locale.language}" dir="${(ltr)?then('ltr','rtl')}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <style>
    a.button { display: inline-block; padding: 13px 26px; border-radius: 8px; background: #0e7c86; color: #ffffff; font-weight: 600; text-decoration: none; }
    p { margin: 0 0 18px; }
    .quiet { color: #566c71; font-size: 14px; }
    @media (prefers-color-scheme: dark) {
      .ground { background: #0f191c !important; }
      .sheet { background: #152226 !important; color: #eef4f4 !important; border-color: #26373b !important; }
      .name { color: #eef4f4 !important; }
      .quiet { color: #93a7aa !important; }
    }
  </style>
</head>
<body class="ground" style="margin:0;padding:0;background:#f6f9f9;">
  <table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="ground" style="background:#f6f9f9;">
    <tr>
      <td align="center" style="padding:32px 16px;">
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:520px;font-family:Figtree,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.55;">
          <tr>
            <td class="name" style="padding:0 8px 18px;color:#12292e;font-size:21px;font-weight:700;letter-spacing:-0.02em;">millrace</td>
          </tr>
          <tr>
            <td class="sheet" style="padding:32px;background:#ffffff;color:#12292e;border:1px solid #dce5e7;border-radius:14px;">
              <#nested>
            </td>
          </tr>
        </table>
      </td>
    </tr>
  </table>
</body>
</html>
</#macro>
