"""Cues by which a line of a pasted page shows what it is.

Patterns only, in the languages in which pages were studied (English, German, French,
Spanish, Italian, Portuguese, Dutch, Russian, Turkish). A line is judged on its own here;
``structure`` weighs it by its place among the others.
"""

from __future__ import annotations

import re

_I = re.IGNORECASE

_COMMENT_WORD = (
    r"comments?|kommentare?|leserkommentare?|commentaires?|comentarios?|coment[aá]rios?|"
    r"commenti|commento|reacties?|replies|responses?|r[eé]actions?|discussions?|diskussion|"
    r"комментари[йия]|коментар[іи]|yorum(?:lar)?|opinie|komentarze|kommentarer"
)
COMMENT_HEADING = re.compile(
    rf"""^[\W_]*(?:
      (?:(?:all|reader|user|visitor|read|view|show|see|hide|load|latest|recent|top|top\ rated|
          see\ all|view\ all|alle|die|neueste|letzte|les|los|tous\ les|todos\ los)\s+)?
      (?:\d[\d.,]*|one|two|three|no|ein|eine|un|keine)?\s*(?:reader\s+|user\s+)?
      (?:{_COMMENT_WORD})
      (?:\s*[:(\[]?\s*\d[\d.,]*\s*[)\]]?|\s*\(\+\)|\s*[:.…]+|
         \s+(?:on|to|zu|zum|zur|sur|a|en|sobre|su|section|below|policy|closed|from|comment)\b
         .{{0,120}})?
    | (?:\d+|one|ein|eine)\s+(?:thoughts?|responses?|replies|antwort(?:en)?|gedanken?|
         r[eé]ponses?|respuestas?|respostas?|trackbacks?|pingbacks?|kommentierungen)\b.{{0,120}}
    | join\ (?:the|our)\ (?:conversation|discussion|debate)\b.{{0,40}}
    | (?:leave|post|add|write|submit|make)\ (?:a|your|an)\ (?:reply|comment|response|review|
         public\ comment|reply\ or\ comment)\b.{{0,60}}
    | (?:add\ comment|comment\ on\ this|have\ your\ say|what\ do\ you\ think\?|
         reader\ (?:comments|reactions)|share\ your\ thoughts|be\ the\ first\ to\ comment.{{0,40}}|
         sign\ in\ to\ comment|you\ must\ (?:be\ logged|log)\ in.{{0,40}}|
         log\ in\ to\ (?:comment|leave\ a\ comment).{{0,40}})
    | (?:schreibe?n?\ (?:sie\ )?(?:einen|deinen|ihren|den\ ersten)\ kommentar|
         kommentar\ (?:verfassen|schreiben|hinterlassen|abgeben)|
         kommentare?\ (?:lesen|anzeigen|schreiben|öffnen|zum\ artikel|zu\ diesem\ artikel)|
         hinterlasse?n?\ (?:sie\ )?(?:einen|eine|deinen)\ (?:kommentar|antwort)|
         (?:ihr|dein|mein)e?\ (?:kommentar|meinung)|
         diskutieren\ sie\ mit|das\ k[oö]nnte\ ihre\ meinung\ sein|
         antwort\ (?:schreiben|hinterlassen)|jetzt\ kommentieren).{{0,80}}
    | (?:laisser|laissez|ajouter|[eé]crire|poster)\ (?:un|votre)\ commentaire.{{0,60}}
    | (?:deja|dejar|escribe|a[nñ]ad[ei]r?|publicar)\ (?:un|una|tu|su)
         \ (?:comentario|respuesta).{{0,60}}
    | (?:deixe|deixar|escreva|enviar)\ (?:um|uma|seu|sua)
         \ (?:coment[aá]rio|resposta|opini[aã]o).{{0,60}}
    | (?:lascia|scrivi|aggiungi)\ (?:un|il\ tuo)\ commento.{{0,60}}
    | (?:geef|plaats)\ een\ reactie.{{0,60}}
    )[\W_]*$""",
    _I | re.VERBOSE,
)
"""A line that may open the readers' comments."""

COMMENT_ITEM = re.compile(
    r"""^\s*\d{1,4}[.)]\s+\S
    | ^[\W_]*(?:reply|antworten|r[eé]pondre|responder|rispondi|beantworten|reageer|yan[ıi]tla|
        ответить|like|likenliken|gef[aä]llt\ mir|melden|report(?:\ (?:abuse|comment))?|
        permalink|flag|upvote|downvote|share|kommentar\ melden|alerter|signaler|zitieren|quote|
        reply\ to\ this|log\ in\ to\ reply|antworten\ antworten|load\ more\ comments)[\W_]*\d*$
    | \b(?:says|said|sagt|sagte|schreibt|schrieb|meint|wrote|writes|dit|dice|diz|disse|
        ha\ scritto|kommentierte|commented)\s*:\s*$
    | ^.{0,60}\b(?:il\ y\ a|hace)\s+\d+\s+\w+\W*$
    | your\ email\ address\ will\ not\ be\ published
    | e-?mail-?adresse\ wird\ nicht\ ver[oö]ffentlicht
    | votre\ adresse\ (?:e-?mail|de\ messagerie)\ ne\ sera\ pas\ publi
    | (?:correo\ electr[oó]nico\ no\ ser[aá]\ publicad|endere[cç]o\ de\ e-?mail\ n[aã]o\ ser)
    """,
    _I | re.VERBOSE,
)
"""What comments carry: numbers, reply and report links, "X says:"."""

COMMENT_STAMP = re.compile(
    r"""^.{0,70}(?:\b\d{4}|\b\d{1,2}[./-]\d{1,2}[./-]\d{2}|\b\d{1,2}[./]\d{1,2})\b
        \s*(?:,|at|um|@|[àa]|-|–|\||·|,\s*um|klo|alle|ore)?\s*\d{1,2}[:.h]\d{2}(?::\d{2})?
        (?:\s*[ap]\.?m\.?)?(?:\s*uhr)?
        (?:\W|\b(?:reply|antworten|r[eé]pondre|responder|says|said|sagt|permalink|edit|zitieren|
        zum\ antworten\ anmelden|[a-z]{3,4})\b)*$
    | ^.{0,60}\b(?:\d+|an?|one)\s+(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|
        months?|years?)\s+ago\W*(?:reply|edited)?\W*$
    | ^.{0,60}\bvor\s+(?:\d+|einem|einer)\s+(?:minuten?|stunden?|tag(?:en)?|wochen?|monat(?:en)?|
        jahr(?:en)?)\W*$
    | ^\W*\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|\d{4})\s*[|,–-]?\s*\d{1,2}[:.]\d{2}(?:\s*uhr)?\s+
        [\w.-]{2,30}(?:\s[\w.-]{2,30}){0,2}$
    """,
    _I | re.VERBOSE,
)
"""A day with a time of day, or "3 hours ago", as it stands over or under each comment."""

REPLIES = re.compile(
    r"\b(?:reply|replies|antworten|zitieren|r[eé]pondre|responder|rispondi|reageer|yan[ıi]tla|"
    r"ответить|says|sagt|permalink)\b",
    _I,
)
"""In a stamp or under it: others can answer."""

SAYS = re.compile(
    r"\b(?:says|said|sagt|sagte|schreibt|schrieb|meint|wrote|writes|dit|dice|diz|disse)\s*:\s*$", _I
)
"""The line with a commenter's name."""

DATE_LABEL = re.compile(
    r"^\W*(?:(?:first|last)\ )?(?:published|updated|modified|aktualisiert|stand|ver[oö]ffentlicht|"
    r"publi[eé]|mis\ à\ jour|publicado|actualizado|pubblicato|aggiornato)\b",
    _I | re.VERBOSE,
)
"""What stands before the date of an article, not of a comment."""

REPLY = re.compile(
    r"^[\W_]*(?:reply|antworten|r[eé]pondre|responder|rispondi|beantworten|reageer|yan[ıi]tla|"
    r"ответить|log in to reply|reply to this|antworten antworten)[\W_]*\d*$",
    _I,
)

SHARE = re.compile(
    r"""^[\W_]*(?:
      (?:share|tweet|pin|email|e-mail|print|save|like|follow|teilen|drucken|merken|partager|
         forward|imprimer|compartir|imprimir|condividi|compartilhar?|delen|facebook|twitter|whatsapp|
         linkedin|pinterest|reddit|telegram|messenger|instagram|youtube|flipboard|tumblr|xing|
         copy\ link|link\ copied|rss|pocket|vk|google\+|bookmark|text\ size|a\ a|\d+\ shares?)
      (?:[\s|,/·•+&-]+(?:on|via|by|to|this|the|article|story|page|auf|bei|per|sur|en|con|mit|or|
         and|x|forward|share|tweet|pin|email|e-mail|print|save|like|follow|teilen|facebook|twitter|
         whatsapp|linkedin|pinterest|reddit|telegram|messenger|instagram|youtube|flipboard|
         tumblr|mail|us|link|rss|pocket|google\+?|friends?|\d+))*
    | share\ (?:this|on|via|with).{0,60}
    | (?:click|klick)\ (?:to|hier|um).{0,80}
    | (?:diesen\ )?(?:artikel|beitrag)\ (?:teilen|drucken|merken|versenden).{0,40}
    | opens\ in\ (?:a\ )?new\ (?:window|tab).{0,20}
    | \d[\d.,]*[km]?\ (?:shares?|likes?|views?|retweets?)
    )[\W_]*$""",
    _I | re.VERBOSE,
)

CREDIT = re.compile(
    r"""^[\W_]*(?:(?:photo|image|picture|foto|bild|file\ photo|illustration|graphic|grafik|video|
        imagen|imagem|immagine|cr[eé]dits?(?:\ photo)?|bildrechte|bildquelle|photograph)
        (?:s|os)?(?:\ (?:credits?|source|courtesy|by|von|cr[eé]dits?))?\s*[:/|©]|
        (?:photo|image|picture|photograph|illustration|video)s?\ (?:credit|courtesy|by|via)\b)
        .{0,160}$
    | ^[\W_]*(?:getty\ images|shutterstock|reuters\ photo|ap\ photo|afp\ photo).{0,60}$
    | ^.{0,90}(?:/|\||via|\()\s*(?:getty(?:\ images)?|shutterstock(?:\.com)?|afp|reuters|
        epa(?:-efe)?|ap(?:\ photo)?|dpa|unsplash|flickr|istock(?:photo)?|adobe\ stock|imago)\)?\W*$
    | ^.{0,600}\([^()]{0,60}\b(?:photo|image|getty|via\ ap)\b[^()]{0,60}\)\W*$
    | ^(?=[^:]*:).{0,300}(?:^|[.!?\s])credits?:\s[^.!?]{2,60}$
    | ^(?=[^:]*:).{0,240}[\s(\[]\(?(?:photo|image|picture|foto|illustration)s?
        (?:\ (?:credit|courtesy|by))?\s*:\s*(?!.*[.!?]\s+\S+\s+\S+).{1,70}$
    """,
    _I | re.VERBOSE,
)
"""Who made a picture; also a caption that ends with such a credit."""

CREDIT_TAIL = re.compile(
    r"[(\[]?\b(?:photo|image|picture|foto|illustration)s?(?:\ (?:credit|courtesy|by))?\s*:"
    r"|\bcredits?:\s|\([^()]{0,60}\b(?:photo|image|getty|via\ ap)\b[^()]{0,60}\)\W*$",
    _I,
)

PROMO_START = re.compile(
    r"""^\W*(?:
      (?:subscribe|sign\ up|support\ us|donate|subscribe\ now|get\ our\ (?:free\ )?newsletter|
        newsletter|advertisement|advertising|anzeige|werbung|publicit[eé]|publicidad|sponsored|
        story\ continues\ below.{0,30}|continue\ reading\ below.{0,20}|article\ continues.{0,40}|
        download\ (?:our|the)\ .{0,20}app)\W*$
    | (?:this\ (?:article|story|piece|post|essay)|an\ earlier\ version\ of\ this\ .{0,20})
        \ (?:was|is|has\ been)\ (?:first\ |originally\ |also\ )?(?:re)?(?:published|posted|
        produced|syndicated).{0,40}\b(?:on|in|by|at|with|from)\b
    | (?:follow|like|find|join)\ (?:us|me|him|her|@\w+|\w+(?:\ \w+)?)\ on
        \ (?:twitter|facebook|instagram|telegram|linkedin|social|youtube|whatsapp|x\b)
    | (?:melde\ dich|jetzt\ abonnieren|newsletter\ (?:bestellen|abonnieren)|
        abonnieren\ sie|hier\ (?:geht\ es\ )?zum\ newsletter).{0,120}$
    | (?:continue\ reading|read\ more|keep\ reading|lire\ la\ suite|weiterlesen|leer\ más)\W{0,3}$
    | (?:the\ post|der\ beitrag|l[’']article|la\ entrada)\ .{1,300}\ (?:first\ appeared\ on|
        appeared\ first\ on|erschien\ zuerst\ auf|est\ apparu\ en\ premier\ sur|
        (?:se\ publicó|aparece)\ primero\ en)\ .{1,100}$
    | submitted\ by\s+/?u/\S+ | \[link\]\s*\[comments\]\W*$
    | get\ our\ .{0,40}\b(?:email|newsletter|app|podcast)\b.{0,60}$
    | (?:inscrivez-vous|abonnez-vous|suscr[ií]bete|inscreva-se|iscriviti).{0,120}$
    | (?:get|receive)\ (?:the|our|all\ the)?\ ?.{0,50}\b(?:in|to)\ your\ (?:inbox|email)
    )""",
    _I | re.VERBOSE,
)
PROMO_ANYWHERE = re.compile(
    r"""\b(?:sign\ up|subscribe|register)\b.{0,40}\b(?:newsletter|e-?mail|inbox|alerts?|here|now|
        today|updates|free|channel|podcast|for\ our|to\ our)\b
    | \bnewsletters?\b.{0,40}\b(?:sign\ up|subscribe[rd]?|abonnieren|here)
    | \bbecome\ an?\ .{0,60}\b(?:subscriber|member|supporter|patron)\b
    | \breader-supported\ publication\b
    | \bunsubscribe\ at\ any\ time\b | \bif\ you\ enjoyed\ this\ (?:article|story|post)\b
    | \brepublished\ (?:here\ )?(?:with|under|by)\b.{0,40}\b(?:permission|licen[cs]e|agreement)\b
    """,
    _I | re.VERBOSE,
)

PAYWALL = re.compile(
    r"""\b(?:subscribe|subscription|register|sign\ (?:in|up)|log\ in|create\ an?\ .{0,20}account)\b
        .{0,40}\bto\ (?:continue|keep|read|access|unlock|view)\b
    | \bto\ (?:continue|keep)\ reading\b|\bcontinue\ reading\ (?:with|for|this\ article)
    | \balready\ a\ (?:subscriber|member)\b
    | \b(?:article|content|story|page)\ is\ (?:only\ )?(?:for|available|reserved|exclusive)\b.{0,30}
        \b(?:subscribers|members)\b
    | \b(?:only|exclusively)\ (?:available\ )?(?:for|to)\ (?:\w+\ )?(?:subscribers|members)\b
    | \bunlock\ (?:this|the\ full|full)\b|\breached\ your\ .{0,20}limit\b
    | \bnur\ (?:für|mit)\ .{0,20}(?:abonnent|abo\b)|\bweiterlesen\ mit\b|\bjetzt\ weiterlesen\b
    | \br[eé]serv[eé]e?\ aux\ abonn[eé]s|\bil\ vous\ reste\ .{0,20}\bà\ lire
    | \b(?:exclusivo|s[oó]lo)\ para\ (?:suscriptores|assinantes)|\bpara\ seguir\ leyendo\b
    | \b(?:riservat\w|solo)\ (?:agli|per\ gli)\ abbonati|\balleen\ voor\ abonnees
    """,
    _I | re.VERBOSE,
)
"""The line at which a page stops for those who have not paid."""

RELATED = re.compile(
    r"""^[\W_]*(?:
      (?:read\ (?:more|also|next|on|also:|full\ story)|see\ (?:also|more)|related(?:\ \w+){0,2}|
         more\ (?:on|from|in|about|stories|news|like\ this|coverage|reading).{0,60}|
         recommended(?:\ \w+){0,3}|you\ (?:may|might)\ (?:also\ )?(?:like|be\ interested).{0,30}|
         also\ read|don.t\ miss|most\ (?:read|popular|viewed|shared|recent|commented)|
         trending(?:\ \w+){0,2}|latest\ (?:news|stories|from|headlines|posts).{0,30}|
         popular\ (?:posts|now|stories)|up\ next|next\ (?:article|story|post|up)|
         previous\ (?:article|story|post)|top\ stories|editor.?s.?\ (?:picks?|choice)|
         keep\ reading|further\ reading|what\ to\ read\ next|from\ around\ the\ web|
         lesen\ sie\ auch|mehr\ (?:zum\ thema|aus|von|dazu).{0,50}|weitere\ (?:artikel|beitr[aä]ge|
         themen|nachrichten|meldungen|links).{0,30}|weiterf[uü]hrende\ links|
         [aä]hnliche\ (?:beitr[aä]ge|artikel).{0,20}|auch\ interessant|meistgelesen|
         das\ k[oö]nnte\ (?:sie|dich)\ .{0,30}|siehe\ auch|zum\ thema|
         neueste\ (?:artikel|beitr[aä]ge)|
         [aà]\ lire\ (?:aussi|également).{0,20}|lire\ aussi|sur\ le\ m[eê]me\ (?:sujet|th[eè]me)|
         articles?\ (?:li[eé]s|similaires|recommand[eé]s|suivants?)|voir\ aussi|
         la\ r[eé]daction\ vous\ conseille|te\ puede\ interesar|lea\ (?:tambi[eé]n|m[aá]s)|
         lee\ tambi[eé]n|m[aá]s\ (?:noticias|informaci[oó]n|en)\b.{0,20}|noticias\ relacionadas|
         leia\ (?:tamb[eé]m|mais)|veja\ (?:tamb[eé]m|mais)|leggi\ anche|potrebbe\ interessarti|
         lees\ (?:ook|meer)|читайте\ также)
      \s*[:»>…→-]*
    | (?:read\ (?:more|also|next)|see\ also|related|also\ read|more|watch|lesen\ sie\ auch|
         mehr\ dazu|lire\ aussi|leia\ tamb[eé]m|lea\ tambi[eé]n|lees\ ook|leggi\ anche|
         читайте\ также)\s*:.{1,200}
    )$""",
    _I | re.VERBOSE,
)

BOILERPLATE_START = re.compile(
    r"""^[\W_]*(?:terms\ (?:of|and)\ .{0,40}|privacy.{0,40}|cookie.{0,30}|contact(?:\ us)?|
        about\ us|sitemap|careers|advertise(?:\ with\ us)?|home|menu|search|log\ ?(?:in|out)|
        sign\ (?:in|out)|register|my\ (?:account|profile)|back\ to\ top|skip\ to\ .{0,30}|
        impressum|datenschutz.{0,20}|kontakt|startseite|suche|mentions\ l[eé]gales|aviso\ legal|
        tags?:.{0,160}|filed\ under.{0,80}|topics?:.{0,160}|related\ tags:?|
        schlagw[oö]rter.{0,80}|loading.{0,20}|toggle\ .{0,30})[\W_]*$
    """,
    _I | re.VERBOSE,
)
BOILERPLATE_ANYWHERE = re.compile(
    r"""(?:©|\(c\)|&copy;|\bcopyright\b)\s*(?:©\s*)?(?:\d{4}|by\b|the\b)
    | \ball\ rights\ reserved\b | \balle\ rechte\ vorbehalten\b | \btous\ droits\ r[eé]serv
    | \btodos\ los\ derechos\ reservados\b | \btodos\ os\ direitos\ reservados\b
    | \bmay\ not\ be\ (?:published|reproduced)\b.{0,60}\b(?:broadcast|rewritten|redistributed|
        distributed|transmitted|permission)
    | \b(?:websites?|site|browser|necessary|analytics|third-party)\b.{0,60}\bcookies\b
    | \bcookies\b.{0,80}\b(?:website|site|browser|consent|preferences|function\ properly)\b
    | \b(?:uses?|use\ of|accept(?:ing)?|our|verwendet|verwenden|utilise)\ (?:\w+\ )?cookies\b
    | \bprotected\ by\ recaptcha\b
    | \b(?:enable|activate|turn\ on)\ javascript\b
    | \bby\ (?:using|continuing\ to\ use|clicking|submitting)\ .{0,60}
        \b(?:you\ (?:agree|accept|consent))
    """,
    _I | re.VERBOSE,
)

BYLINE = re.compile(
    r"^\W*(?:(?:opinion|analysis|commentary|perspective|review|essay)\s+by|by|von|par|por|di|door|"
    r"written by|reported by|reporting by|text:|author:|autor:)\s+"
    r"(?P<names>[^\W\d_][^.!?:;]{2,90})$",
    _I,
)
_MONTHS = (
    r"jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]|"
    r"januar|februar|mars|avril|juin|juillet|ao[uû]t|enero|abril|agosto|septiembre|octubre|"
    r"noviembre|diciembre|gennaio|febbraio|giugno|luglio|settembre|ottobre|dicembre"
)
DATE = re.compile(
    rf"""^[\W_]*(?:(?:first\ |last\ )?(?:published|updated|posted|modified|stand|aktualisiert|
        ver[oö]ffentlicht|publi[eé]|publicado|actualizado|erstellt|date|publish\ date|
        mis\ à\ jour|pubblicato|aggiornato|atualizado|gepubliceerd|opublikowano|le\b|
        yay[ıi]nlanma(?:\ tarihi)?|güncelleme)(?:\ (?:on|at|am|vom|le|el|em|il|op))?\s*:?\s*)?
      (?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+|
         (?:\w+tag|mittwoch),?\s+(?:den\s+)?|(?:\w{{2,6}}di|dimanche|lunes|martes|miércoles|jueves|
         viernes|sábado|doming[ou]|\w{{4,7}}dì|sabato|domenica|\w{{3,6}}dag|\w{{5,7}}-feira),?\s+)?
      (?:\d{{1,2}}(?:st|nd|rd|th|\.)?\s*(?:de\s+)?(?:{_MONTHS})[a-zé]*\.?,?\s*(?:de\s+)?\d{{4}}
       |(?:{_MONTHS})[a-zé]*\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}
       |\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{4}})
      (?P<rest>.{{0,50}})$""",
    _I | re.VERBOSE,
)
DATELINE_WORD = re.compile(r"\b(?:1[89]|20)\d{2}\b")

# A line without any of its hints cannot match the pattern; this spares the search on most lines
# (a test holds it against the patterns' own alternatives).
CREDIT_HINTS = (
    "photo", "image", "picture", "foto", "bild", "illustration", "graphic", "grafik", "video",
    "immagine", "credit", "crédit", "getty", "shutterstock", "reuters", "/ap", "|ap", "via ap",
    "(ap", "/ ap", "| ap", "afp", "dpa", "unsplash", "flickr", "istock", "adobe", "imago",
)  # fmt: skip
CREDIT_OPENING = re.compile(
    r"[\W_]*+(?:photo|image|picture|foto|bild|file photo|illustration|graphic|grafik|video|"
    r"imagen|imagem|immagine|cr[eé]dit|getty|shutterstock|reuters|ap photo|afp)"
)
"""A credit opens with one of these, in lower case, or holds one of the signs and "via"."""
CREDIT_SIGNS = (":", "(", "/", "|", "via")
EPA = re.compile(r"[\s/|(a]epa")
"""An agency whose name stands in too many words to be a hint by itself."""
PROMO_HINTS = ("sign up", "subscri", "register", "newsletter", "become a", "republished",
               "unsubscribe", "if you enjoyed", "reader-supported")  # fmt: skip
BOILERPLATE_HINTS = (
    "©", "(c)", "&copy;", "copyright", "rights reserved", "rechte vorbehalten", "droits r",
    "derechos reservados", "direitos reservados", "may not be", "cookies", "javascript",
    "recaptcha", "by using", "by continuing", "by clicking", "by submitting",
)  # fmt: skip
PAYWALL_HINTS = (
    "subscri", "regist", "sign ", "log in", "account", "reading", "member", "unlock", "limit",
    "abo", "weiterlesen", "lire", "suscri", "assinante", "leyendo",
)  # fmt: skip
