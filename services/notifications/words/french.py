"""Les mots en français."""

LANGUAGE = "fr"
HELLO = "Bonjour {name},"
SOMEBODY = "Quelqu’un"
READ_AND_ANSWER = "Lire et répondre"
ANSWER_BY_MAIL = "Vous pouvez aussi répondre directement à ce message : votre réponse paraîtra dans la discussion."
ABOVE = "Répondez au-dessus de cette ligne"
WHY = "Vous recevez ce message parce que {reason}."
MUTE_THING = "Ne plus rien recevoir à ce sujet"
MUTE_KIND = "Ne plus recevoir ce type de message par e-mail"
MUTE_DIGEST = "Ne plus recevoir ce récapitulatif"
CHOOSE = "Choisir ce que vous recevez"
MORE = "{count} nouvelles dans « {title} »"
DIGEST_SUBJECT = {
    "daily": "{course} : {count} nouvelles depuis hier",
    "weekly": "{course} : {count} nouvelles cette semaine",
}
DIGEST_SUBJECT_ONE = "{course} : une nouvelle pour vous"
DIGEST_INTRO = "Voici ce que vous n’avez pas encore vu :"
DIGEST_WHY = {
    "daily": "vous avez choisi un récapitulatif par jour",
    "weekly": "vous avez choisi un récapitulatif par semaine",
}
REFUSED = (
    "Votre réponse n’a pas pu être publiée",
    "Votre message en réponse à Bascule n’a pas été publié : {why}. Vous pouvez répondre sur le site :",
)
WHY_REFUSED = {
    "empty": "il ne contenait pas de texte nouveau",
    "long": "il est trop long pour une discussion",
}
SIGN_IN = (
    "Votre lien pour entrer",
    "Voici votre lien pour entrer, valable un quart d’heure et une seule fois :",
    "Si vous n’avez rien demandé, laissez ce message de côté : il ne se passera rien.",
)
KINDS = {
    "mention": ("On parle de vous dans « {title} »", "{who} parle de vous dans la discussion « {title} »."),
    "answer": ("Une réponse pour vous : {title}", "{who} vient de vous répondre dans la discussion « {title} »."),
    "reply": ("Un nouveau message : {title}", "{who} a écrit dans la discussion « {title} »."),
    "discussion": ("Une nouvelle discussion : {title}", "{who} a ouvert la discussion « {title} »."),
    "thanks": ("On vous dit merci", "{who} vous remercie pour votre message dans « {title} »."),
    "accepted": ("Votre réponse a aidé", "{who} a retenu votre réponse dans « {title} »."),
    "question": (
        "Une question attend quelqu’un comme vous : {title}",
        "La question « {title} » n’a pas encore de réponse. Vous connaissez le sujet : quelques mots suffiraient.",
    ),
    "controversy": ("La controverse est ouverte : {title}", "Une nouvelle controverse vous attend : « {title} »."),
    "controversy-closed": ("La controverse est close : {title}", "Découvrez ce qui a bougé dans « {title} »."),
    "controversy-concluded": ("Ce que l’on retient de : {title}", "La conclusion de « {title} » est écrite."),
    "convinced": ("Votre argument a convaincu", "Quelqu’un a trouvé votre argument convaincant."),
    "project": ("Un nouveau projet : {title}", "{who} présente le projet « {title} »."),
    "project-news": ("Du nouveau dans le projet « {title} »", "{who} donne des nouvelles du projet « {title} »."),
    "team": ("L’équipe du projet « {title} » change", "Du mouvement dans l’équipe du projet « {title} » : {who}."),
    "quiet": (
        "Et le projet « {title} » ?",
        "On n’a plus eu de nouvelles du projet « {title} ». Où en êtes-vous ? Même un petit pas nous intéresse.",
    ),
    "resembling": (
        "Un projet qui ressemble au vôtre : {title}",
        "Le projet « {title} » ressemble au vôtre. Et si vous faisiez connaissance ?",
    ),
    "help": ("On vous demande un coup de main : {title}", "{who} vous demande un coup de main : « {title} »."),
    "help-wanted": ("Qui peut donner un coup de main ? {title}", "{who} cherche un coup de main : « {title} »."),
    "help-offered": ("Un coup de main pour vous : {title}", "{who} vous propose un coup de main pour « {title} »."),
    "help-closed": ("Merci pour votre coup de main", "La demande « {title} » est réglée. Merci de votre aide !"),
    "contact": ("On aimerait garder le contact avec vous", "{who} aimerait garder le contact avec vous."),
    "contact-accepted": ("Vous gardez le contact", "{who} est d’accord pour garder le contact avec vous."),
    "announcement": ("{title}", "L’équipe vous écrit : « {title} »."),
    "stage": ("L’étape « {title} » est ouverte", "L’étape « {title} » est ouverte : bonne découverte !"),
    "session": ("Une séance s’annonce : {title}", "La séance « {title} » est au calendrier. Pensez à vous inscrire."),
    "recording": ("À revoir : {title}", "L’enregistrement de « {title} » est en ligne."),
    "sketchnote": ("Un nouveau dessin : {title}", "La facilitation graphique « {title} » est en ligne."),
    "bilan": ("Le bilan est là", "Un nouveau bilan du parcours est publié."),
    "session-soon": ("Bientôt : {title}", "La séance « {title} » commence bientôt."),
    "session-moved": ("La séance « {title} » change", "La séance « {title} » a changé de date ou de détails."),
    "session-cancelled": ("La séance « {title} » n’aura pas lieu", "La séance « {title} » est annulée."),
    "reported": ("Un contenu est signalé", "Un contenu a été signalé et attend votre regard."),
    "moderated": (
        "Une décision vous concerne",
        "Une décision vous concerne. Vous pouvez en lire les raisons.",
    ),
    "roles": ("Votre rôle a changé", "Votre rôle dans le parcours a changé."),
}
REASONS = {
    "you-are-mentioned": "quelqu’un parle de vous",
    "answers-you": "c’est une réponse à votre message",
    "you-opened": "vous avez ouvert cette discussion",
    "you-wrote": "vous avez écrit dans cette discussion",
    "you-watch": "vous avez choisi de suivre ce sujet",
    "you-watch-stage": "vous suivez cette étape",
    "you-watch-tag": "vous suivez ce thème",
    "you-watch-course": "vous suivez tout le parcours",
    "you-can-help": "vous avez dit connaître ce sujet",
    "you-are-asked": "on s’adresse à vous",
    "you-asked": "vous avez demandé un coup de main",
    "you-helped": "vous avez donné un coup de main",
    "your-message": "il s’agit de votre message",
    "your-argument": "il s’agit de votre argument",
    "your-project": "vous faites partie de l’équipe du projet",
    "your-contact": "vous avez proposé de garder le contact",
    "you-registered": "vous avez prévu de venir à cette séance",
    "you-moderate": "vous animez ce parcours",
    "it-concerns-you": "cela vous concerne",
    "you-are-enrolled": "vous participez à ce parcours",
}
