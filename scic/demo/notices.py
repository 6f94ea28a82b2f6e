"""The notices that the demonstration shows; a real cooperative writes its own on the settings page."""

NOTICES = {
    "legal_notice": (
        "Ce site est une démonstration : la coopérative, ses associés et leurs adresses sont inventés.\n\n"
        "Éditeur : Pôle ESS du Pays de Rennes, SCIC sous forme de SAS à capital variable, 4 place de la Halle imaginée, "
        "35000 Rennes."
    ),
    "privacy_notice": (
        "La coopérative tient le registre de ses associés parce que la loi le demande. Vous pouvez consulter et faire "
        "corriger vos données en écrivant à bonjour@pole.example.\n\n"
        "Les votes ouverts sont nominatifs : le bureau peut savoir qui a voté quoi. Le fichier de dépouillement ne "
        "nomme personne."
    ),
    "accessibility_statement": (
        "Nous voulons que chacun puisse voter, au clavier comme au lecteur d’écran. Les pages sont vérifiées "
        "automatiquement (axe, WCAG 2.2 AA) ; un audit RGAA complet n’a pas encore été fait. Dites-nous ce qui vous "
        "gêne : bonjour@pole.example."
    ),
}
