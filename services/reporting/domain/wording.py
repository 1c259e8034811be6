"""The words of a report, in French and in English: what each figure and each table is called, and what it counts."""

FIGURES = {
    "fr": {
        "enrolled": ("Inscrites et inscrits", "Les personnes inscrites pour apprendre, parties ou non."),
        "left": ("Parti·es", "Les personnes inscrites qui ont quitté le parcours."),
        "active_this_week": (
            "Actives et actifs cette semaine",
            "Qui a fait quelque chose de visible pendant les sept derniers jours de la période : écrire, remercier, "
            "prendre part à un débat, rejoindre un projet, venir à une séance, ouvrir une notification…",
        ),
        "returning": ("De retour", "Parmi elles et eux, qui était déjà venu avant ces sept jours."),
        "small_and_alone": (
            "Petites structures, personnes seules",
            "Qui travaille dans une structure de moins de 50 personnes et y est seul·e sur le sujet.",
        ),
        "departments_reached": ("Départements touchés", "Les départements français où quelqu’un est inscrit, sur 101."),
        "discussions": ("Discussions", "Les discussions ouvertes, sans celles qui ont été réunies à d’autres."),
        "posts": ("Messages", "Les messages écrits dans les discussions, réponses comprises."),
        "voices": ("Voix", "Les personnes qui ont écrit au moins un message."),
        "evenness": (
            "Partage de la parole",
            "1 moins le coefficient de Gini des messages par personne : 1 si chaque voix écrit autant, 0 si une seule "
            "écrit tout.",
        ),
        "unanswered": ("Questions sans réponse", "Les questions auxquelles personne d’autre n’a encore écrit."),
        "hours_to_first_answer": (
            "Heures avant la première réponse",
            "La moitié des questions répondues l’ont été plus vite, par quelqu’un d’autre.",
        ),
        "thanks": ("Mercis", "Les remerciements pour un message."),
        "stances": ("Positions prises", "Les positions prises dans les controverses avant lecture, une par personne."),
        "projects": ("Projets", "Les projets déclarés."),
        "projects_helped": ("Projets aidés", "Les projets dont une demande de coup de main a été satisfaite."),
        "hands_asked": ("Coups de main demandés", "Les demandes adressées aux pairs."),
        "hands_given": ("Coups de main donnés", "Les demandes closes parce que quelqu’un a aidé."),
        "attended_live": ("En séance", "Les présences en direct, par séance et par personne."),
        "attended_later": ("En différé", "Les visionnages d’un enregistrement, par séance et par personne."),
        "told": ("Notifications", "Les notifications, une par personne à qui elle s’adresse."),
        "opened": ("Notifications ouvertes", "Celles que quelqu’un a ouvertes."),
        "pulses": ("Sensations", "Les fois où quelqu’un a dit comment une étape ou une séance a été vécue."),
    },
    "en": {
        "enrolled": ("Enrolled", "People enrolled to learn, whether or not they left."),
        "left": ("Left", "Enrolled people who left the course."),
        "active_this_week": (
            "Active this week",
            "Who did something that others can see in the last seven days of the period: write, thank, take part in a "
            "debate, join a project, come to a session, open a notification…",
        ),
        "returning": ("Returning", "Those among them who had been there before these seven days."),
        "small_and_alone": (
            "Small places, people on their own",
            "Who works where fewer than 50 people do, and is alone there on the subject.",
        ),
        "departments_reached": ("Departments reached", "French departments where somebody is enrolled, out of 101."),
        "discussions": ("Discussions", "Discussions opened, without those merged into others."),
        "posts": ("Messages", "Messages written in discussions, answers included."),
        "voices": ("Voices", "People who wrote at least one message."),
        "evenness": (
            "Evenness of voices",
            "1 less Gini’s coefficient of messages by person: 1 when all voices write as much, 0 when one writes all.",
        ),
        "unanswered": ("Questions unanswered", "Questions to which nobody else has written yet."),
        "hours_to_first_answer": (
            "Hours to the first answer",
            "Half of the answered questions were answered sooner, by somebody else.",
        ),
        "thanks": ("Thanks", "Thanks for a message."),
        "stances": ("Stances taken", "Stances taken in controversies before reading, one for each person."),
        "projects": ("Projects", "Projects declared."),
        "projects_helped": ("Projects helped", "Projects with a request for a hand that was met."),
        "hands_asked": ("Hands asked for", "Requests to peers."),
        "hands_given": ("Hands given", "Requests closed because somebody helped."),
        "attended_live": ("At sessions", "Presences, by session and person."),
        "attended_later": ("Watched later", "Recordings watched, by session and person."),
        "told": ("Notifications", "Notifications, one for each person told."),
        "opened": ("Notifications opened", "Those that somebody opened."),
        "pulses": ("Sensations", "Times somebody told how a stage or a session felt."),
    },
}


TABLES = {
    "fr": {
        "places": (
            "D’où l’on vient",
            "Les personnes présentes, par lieu et par organisation, telles qu’elles l’ont dit.",
        ),
        "weeks": (
            "Semaine après semaine",
            "Qui s’est inscrit chaque semaine, et combien ont fait quelque chose de visible ensuite.",
        ),
        "talk": ("Ce que l’on se dit", "Les discussions, les questions, les réponses et les mercis."),
        "debates": (
            "Les controverses",
            "Les positions avant et après lecture, et les arguments qui ont fait bouger ; à partir de cinq voix.",
        ),
        "initiatives": (
            "Les projets",
            "Les projets par étape, thème et continent, leurs équipes et ceux dont on n’entend rien.",
        ),
        "meetings": ("Les séances", "Les inscriptions et les présences de chaque séance."),
        "notices": ("Les notifications", "Ce qui a été dit, par quel chemin, ouvert ou mis en sourdine, par sorte."),
        "hands": (
            "Les coups de main",
            "Les demandes, les offres et leur issue ; l’attente est une médiane, en heures.",
        ),
        "feelings": ("Les sensations", "L’humeur, les mots et les phrases par étape et par séance ; à partir de cinq."),
        "moments": (
            "Jour par jour, étape par étape",
            "Ce qui s’est passé chaque jour (UTC), et d’une étape à la suivante.",
        ),
        "drawings": ("Les facilitations graphiques", "Les dessins publiés."),
    },
    "en": {
        "places": ("Where people are from", "Who is there, by place and by organisation, as they said it."),
        "weeks": ("Week after week", "Who enrolled each week, and how many did something that others can see later."),
        "talk": ("What people talk about", "Discussions, questions, answers and thanks."),
        "debates": (
            "Controversies",
            "Stances before and after reading, and the arguments that moved people; from five voices on.",
        ),
        "initiatives": (
            "Projects",
            "By phase, theme and continent, with their teams and those of which nothing is heard.",
        ),
        "meetings": ("Sessions", "Registrations and presences at each."),
        "notices": ("Notifications", "What was told, by which way, opened or muted, kind by kind."),
        "hands": ("Hands", "Requests, offers and how they ended; the wait is a median, in hours."),
        "feelings": ("Sensations", "Mood, words and sentences by stage and session; from five people on."),
        "moments": ("Day by day, stage by stage", "What happened on each day (UTC), and from one stage to the next."),
        "drawings": ("Sketchnotes", "Drawings that were published."),
    },
}


def words_for(name: str, language: str) -> tuple[str, str]:
    """The label and the definition of a figure or of a table."""
    known = language if language in FIGURES else "fr"
    return (FIGURES[known] | TABLES[known])[name]
