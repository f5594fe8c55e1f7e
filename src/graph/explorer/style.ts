/** What the page looks like, besides the map. */
export const PAGE_STYLE = [
  ':root{color-scheme:light dark}',
  'body{margin:0;font:15px/1.45 Helvetica,Arial,sans-serif;background:#fff;color:#16222c}',
  'main{max-width:1400px;margin:0 auto;padding:16px}', 'h1{font-size:20px;margin:0 0 12px}', 'h2{font-size:16px;margin:24px 0 8px}',
  'form{display:flex;flex-wrap:wrap;gap:8px 12px;align-items:end}', 'label{display:flex;flex-direction:column;font-size:12px;gap:2px}', '.wide{flex:1 1 260px}',
  'input,textarea,form button{font:14px/1.4 Menlo,Consolas,monospace;padding:6px 8px;border:1px solid #8a949c;border-radius:4px;background:inherit;color:inherit;box-sizing:border-box}',
  '.wide input,.wide textarea{width:100%}', 'form button{background:#0072b2;color:#fff;border-color:#0072b2;font-family:inherit;cursor:pointer}',
  'td button{font:inherit;color:#0072b2;background:none;border:0;padding:0;text-align:left;text-decoration:underline;cursor:pointer;overflow-wrap:anywhere}',
  ':focus-visible{outline:3px solid #e69f00;outline-offset:1px}',
  '#map,.scroll{overflow:auto;max-width:100%}', '#map{max-height:80vh;border:1px solid #c3ccd3;border-radius:6px}', '#map svg{display:block}',
  '#map svg.asked .node:not(.lit),#map svg.asked .link:not(.lit){opacity:.25}', '#map .lit .box{stroke-width:3.5}', '#map .lit .edge{stroke-width:3.5}',
  'table{border-collapse:collapse;width:100%}', 'th,td{text-align:left;padding:4px 10px 4px 0;border-bottom:1px solid #c3ccd3;vertical-align:top;overflow-wrap:anywhere}', 'th{font-size:12px}',
  '.bad td:nth-child(3)::before{content:"✖ ";color:#c74a00}', 'code{font:12px Menlo,Consolas,monospace}', '#answer ol{padding-left:28px}', '.dim,span.dim,p.dim{color:#52606b}',
  '.outcome{font-weight:bold;border-left:5px solid #0072b2;padding:4px 10px}', '.outcome.answered,.outcome.failed,.outcome.invalid{border-color:#c74a00}', '.outcome.unknown{border-color:#a36a00}',
  '.depends{border-left:5px solid #a36a00;padding:2px 10px}', 'details{border-left:5px solid #0072b2;padding:3px 10px;margin:4px 0}', 'details.error{border-color:#c74a00}', 'details.warning{border-color:#a36a00}',
  '@media (prefers-color-scheme:dark){body{background:#0d1117;color:#e8eef3}td button{color:#56b4e9}.dim,span.dim,p.dim{color:#a3afba}#map,th,td{border-color:#3a4650}}',
].join('');
