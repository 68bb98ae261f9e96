using FraiseqlData.Core.Tests.Generation.Sources;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Generation.Rules;

/// <summary>The most common names of columns in English, German, French and Spanish, in all common spellings, with words before them and numbers behind.</summary>
public sealed class NamesInLanguagesTests
{
    // Generator, type, then the names in each language, apart by commas; a dash where a language has none of its own.
    const string Table = """
        first_name|text|first_name,given_name|vorname|prenom|nombre_de_pila
        last_name|text|last_name,surname,family_name|nachname,familienname|nom_de_famille|apellido,apellidos
        full_name|text|full_name,contact_name|ansprechpartner,voller_name|nom_complet|nombre_completo
        salutation|text|salutation|anrede|civilite|tratamiento
        gender|text|gender|geschlecht|sexe|sexo,genero
        nationality|text|nationality|nationalitaet,staatsangehoerigkeit|nationalite|nacionalidad
        marital_status|text|marital_status|familienstand|situation_familiale,etat_civil|estado_civil
        birth_date|date|birth_date,date_of_birth|geburtsdatum|date_naissance,date_de_naissance|fecha_nacimiento,fecha_de_nacimiento
        city|text|birthplace|geburtsort|lieu_naissance,lieu_de_naissance|lugar_nacimiento,lugar_de_nacimiento
        age|int4|age|alter|age|edad
        username|text|username,user_name|benutzername|nom_utilisateur,nom_d_utilisateur|nombre_usuario,nombre_de_usuario,usuario
        password_hash|text|password,password_hash|passwort,kennwort|mot_de_passe|contrasena
        email|text|email,email_address|e_mail,emailadresse,e_mail_adresse|courriel,adresse_email,adresse_mail|correo,correo_electronico
        phone|text|phone,phone_number,mobile|telefon,telefonnummer,handy,mobilnummer|telephone,numero_telephone,portable|telefono,movil,numero_telefono
        phone|text|fax|faxnummer|telecopie|fax
        company|text|company,company_name|firma,firmenname,unternehmen|entreprise,societe,raison_sociale|empresa,razon_social
        company|text|supplier,manufacturer|lieferant,hersteller|fournisseur,fabricant|proveedor,fabricante
        job_title|text|job_title,occupation|beruf,berufsbezeichnung|metier,profession|profesion,puesto
        department|text|department|abteilung|departement|departamento
        industry|text|industry|branche|secteur,secteur_activite|sector,sector_industrial
        street_address|text|street,street_address,address|strasse,anschrift,adresse|rue,adresse|calle,direccion,domicilio
        house_number|text|house_number|hausnummer|numero_rue|numero_calle
        address_line_2|text|address_line_2,address2|adresszusatz|complement_adresse|complemento_direccion,direccion_2
        postal_code|text|postal_code,zip_code,zip|plz,postleitzahl|code_postal|codigo_postal,cp
        city|text|city,town|ort,stadt,wohnort|ville,commune|ciudad,localidad
        state|text|state_province,province,county|bundesland,kanton|province|provincia,comunidad_autonoma
        country|text|country|land|pays|pais
        country_code|text|country_code|laendercode,landescode|code_pays|codigo_pais
        latitude|float8|latitude|breitengrad|latitude|latitud
        longitude|float8|longitude|laengengrad|longitude|longitud
        time_zone|text|time_zone,timezone|zeitzone|fuseau_horaire|zona_horaria
        language_code|text|language,language_code|sprache,sprachcode|langue,code_langue|idioma
        locale|text|locale|gebietsschema|-|-
        product|text|product_name,item_name|produktname,artikelname,artikelbezeichnung|nom_produit,nom_du_produit|nombre_producto,nombre_del_producto
        sku|text|sku,article_number|artikelnummer|reference_produit,numero_article|codigo_producto,codigo_articulo
        barcode|text|barcode,ean|strichcode|code_barres|codigo_barras,codigo_de_barras
        serial_number|text|serial_number|seriennummer|numero_serie,numero_de_serie|numero_serie,numero_de_serie
        model_number|text|model|modell|modele|modelo
        brand|text|brand|marke|marque|marca
        category|text|category|kategorie|categorie|categoria
        colour|text|color,colour|farbe|couleur|color
        material|text|material|werkstoff,material|matiere,materiau|material
        size|text|size|groesse|taille|talla
        unit|text|unit|einheit|unite|unidad
        price|numeric|price,unit_price|preis,einzelpreis|prix,prix_unitaire|precio,precio_unitario
        cost|numeric|cost,shipping_cost|kosten,versandkosten|cout,frais_de_port|costo,coste,gastos_envio
        amount|numeric|amount,total_amount,total|betrag,gesamtbetrag,summe|montant,montant_total|importe,monto,importe_total
        balance|numeric|balance|kontostand,saldo|solde|saldo
        salary|numeric|salary|gehalt,lohn|salaire|salario,sueldo
        tax|numeric|tax,tax_amount|steuer,steuerbetrag,mwst|montant_tva,tva|impuesto,iva
        tax_rate|numeric|tax_rate,vat_rate|steuersatz,mwst_satz|taux_tva,taux_de_tva|tipo_iva,tipo_impositivo
        discount|numeric|discount|rabatt|remise|descuento
        percent|numeric|percent,percentage|prozent,prozentsatz|pourcentage|porcentaje
        currency|text|currency,currency_code|waehrung|devise,monnaie|moneda,divisa
        quantity|int4|quantity|menge,anzahl,stueckzahl|quantite|cantidad
        stock|int4|stock|bestand,lagerbestand|stock_disponible|existencias
        weight|numeric|weight|gewicht|poids|peso
        height|numeric|height|hoehe|hauteur|altura
        length|numeric|length,width,depth|laenge,breite,tiefe|longueur,largeur,profondeur|ancho,largo,profundidad
        volume|numeric|volume|volumen|volume|volumen
        area|numeric|area|flaeche,wohnflaeche|superficie,surface|superficie
        distance|numeric|distance|entfernung,kilometerstand|distance,kilometrage|distancia,kilometraje
        temperature|numeric|temperature|temperatur|temperature|temperatura
        iban|text|iban|iban|iban|iban
        bic|text|bic,swift_code|bic|bic|bic
        bank_name|text|bank_name|bankname|nom_banque,banque|nombre_banco,banco
        account_number|text|account_number|kontonummer|numero_compte,numero_de_compte|numero_cuenta,numero_de_cuenta
        account_number|text|customer_number|kundennummer|numero_client|numero_cliente
        payment_method|text|payment_method|zahlungsart,zahlungsmethode|mode_paiement,moyen_de_paiement,mode_de_paiement|forma_pago,metodo_pago,forma_de_pago
        payment_terms|text|payment_terms|zahlungsbedingungen|conditions_paiement|condiciones_pago
        delivery_method|text|shipping_method|versandart,lieferart|mode_livraison,mode_de_livraison|metodo_envio
        tracking_number|text|tracking_number|sendungsnummer,trackingnummer|numero_suivi,numero_de_suivi|numero_seguimiento
        vat_number|text|vat_number,vat_id|ust_id,umsatzsteuer_id|numero_tva|nif,cif
        tax_number|text|tax_id,tax_number|steuernummer|numero_fiscal,siret|rfc,numero_fiscal
        order_number|text|order_number|bestellnummer,auftragsnummer|numero_commande,numero_de_commande|numero_pedido,numero_de_pedido
        invoice_number|text|invoice_number|rechnungsnummer|numero_facture,numero_de_facture|numero_factura,numero_de_factura
        ticket_number|text|case_number,ticket_number|aktenzeichen,vorgangsnummer|numero_dossier|numero_expediente
        code|text|code,short_code|kuerzel,kennung|code|codigo,clave
        licence_plate|text|license_plate|kennzeichen_kfz,kfz_kennzeichen|immatriculation|matricula
        title|text|title,page_title|titel,betreff|titre,objet|titulo,asunto
        subtitle|text|subtitle|untertitel|sous_titre|subtitulo
        description|text|description|beschreibung|description|descripcion
        notes|text|notes,comment,remarks_note|notiz,bemerkung,anmerkung,kommentar|remarque,commentaire|nota,observaciones,comentario
        message|text|message,body,content|nachricht,inhalt,text|message,contenu|mensaje,contenido
        summary|text|summary|zusammenfassung|resume|resumen
        bio|text|bio,biography|biografie,ueber_mich|biographie|biografia
        question|text|question|frage|question|pregunta
        label|text|label|bezeichnung|libelle,intitule|etiqueta
        tag|text|tag,keyword|schlagwort,stichwort|mot_cle|palabra_clave
        status|text|status,state|status,zustand|statut,etat|estado
        type|text|type,kind|typ,art|type|tipo
        priority|text|priority|prioritaet,dringlichkeit|priorite|prioridad
        role|text|role|rolle|role|rol
        level|text|level|stufe|niveau|nivel
        condition|text|item_condition|-|-|-
        team|text|team|mannschaft,team|equipe|equipo
        frequency|text|frequency|haeufigkeit,turnus|frequence,periodicite|frecuencia,periodicidad
        weekday|text|weekday|wochentag|jour_semaine,jour_de_la_semaine|dia_semana
        genre|text|genre|genre|-|-
        education|text|education_level|bildungsabschluss|diplome,niveau_etudes|nivel_estudios,titulacion
        url|text|url,website|webseite,internetseite,homepage|site_web,lien|sitio_web,pagina_web,enlace
        image_url|text|image_url,photo|bild,foto|photo,image|imagen,foto
        slug|text|slug|slug|slug|slug
        file_name|text|file_name,filename|dateiname|nom_fichier,nom_du_fichier|nombre_archivo,nombre_fichero
        file_path|text|file_path|dateipfad,pfad|chemin,chemin_fichier|ruta,ruta_archivo
        file_size|int8|file_size|dateigroesse|taille_fichier|tamano_archivo
        mime_type|text|mime_type|dateityp|type_fichier|tipo_archivo
        version|text|version|softwareversion|version|version
        ip|text|ip_address,ip|ip_adresse|adresse_ip|direccion_ip
        token|text|token,api_key|api_schluessel|jeton|-
        hash|text|checksum,hash|pruefsumme|-|-
        rating|int4|rating,stars|bewertung,sterne|-|valoracion,calificacion
        score|int4|score,points|punkte,punktzahl|points|puntos,puntuacion
        position|int4|position,sort_order|reihenfolge,sortierung|ordre,position|orden,posicion
        hours|int4|hours|stunden|heures|horas
        minutes|int4|minutes,duration|minuten,dauer|duree,minutes|minutos,duracion
        days|int4|days|tage|jours|dias
        year|int4|year|jahr,baujahr|annee|ano
        month|int4|month|monat|mois|mes
        rooms|int4|rooms|zimmer,raeume|pieces_logement,chambres|habitaciones
        employees|int4|employees,employee_count|mitarbeiterzahl|effectif,nombre_employes|numero_empleados
        population|int4|population|einwohner,einwohnerzahl|habitants|habitantes,poblacion_total
        past|timestamptz|created_at,creation_date|erstellt_am,erstelldatum|date_creation,cree_le|fecha_creacion,creado_en
        recent|timestamptz|updated_at,modified_at|geaendert_am,aktualisiert_am|date_modification,modifie_le|fecha_modificacion,actualizado_en
        past|date|order_date,invoice_date|bestelldatum,rechnungsdatum|date_commande,date_facture|fecha_pedido,fecha_factura
        start_date|date|start_date,valid_from|startdatum,beginn,gueltig_ab|date_debut,date_de_debut|fecha_inicio,fecha_de_inicio
        future|date|end_date,valid_until|enddatum,ende,gueltig_bis|date_fin,date_de_fin|fecha_fin,fecha_de_fin
        future|date|due_date|faelligkeitsdatum,faellig_am|date_echeance,echeance|fecha_vencimiento,vencimiento
        hire_date|date|hire_date|eintrittsdatum,einstellungsdatum|date_embauche,date_d_embauche|fecha_contratacion
        recent|timestamptz|last_login|letzter_login|derniere_connexion|ultimo_acceso
        json_settings|jsonb|settings,preferences|einstellungen|parametres|configuracion
        json_notes|jsonb|notes|notizen|commentaires|comentarios
        """;

    sealed record Line(string Generator, string Type, string[][] Names);

    static readonly Line[] Lines = [.. Table.Split('\n').Select(l => l.Trim().Split('|')).Select(f => new Line(f[0], f[1], [.. f[2..].Select(n => n == "-" ? [] : n.Split(','))]))];

    public static TheoryData<string, string, string> Names =>
        [.. Lines.SelectMany(l => l.Names.SelectMany(n => n).Distinct().Select(n => new TheoryDataRow<string, string, string>(n, l.Type, l.Generator)))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Name_is_understood_in_every_spelling(string name, string type, string generator)
    {
        var parts = name.Split('_');
        var pascal = string.Concat(parts.Select(p => char.ToUpperInvariant(p[0]) + p[1..]));
        string[] spellings = [name, pascal, char.ToLowerInvariant(pascal[0]) + pascal[1..], name.ToUpperInvariant(), string.Join(' ', parts), string.Join('-', parts)];
        foreach (var spelling in spellings)
            Generator(spelling, type).ShouldBe(generator, spelling);
    }

    [Theory]
    [InlineData("billing_", "email|phone|first_name|last_name|street|city|postal_code|country_code|company_name|state_province", "email|phone|first_name|last_name|street_address|city|postal_code|country_code|company|state")]
    [InlineData("rechnungs_", "strasse|plz|ort|land|vorname|nachname|telefon", "street_address|postal_code|city|country|first_name|last_name|phone")]
    [InlineData("facturation_", "rue|code_postal|ville|pays|prenom|telephone", "street_address|postal_code|city|country|first_name|phone")]
    [InlineData("envio_", "calle|codigo_postal|ciudad|pais|telefono|correo", "street_address|postal_code|city|country|phone|email")]
    public void Words_before_a_name_leave_it_what_it_is(string before, string names, string generators)
    {
        foreach (var (name, generator) in names.Split('|').Zip(generators.Split('|')))
            Generator(before + name, "text").ShouldBe(generator, before + name);
    }

    [Theory]
    [InlineData("name_fr", "product", "product")]
    [InlineData("title_de", "tb_record", "title")]
    [InlineData("description_es", "tb_record", "description")]
    [InlineData("phone2", "tb_record", "phone")]
    [InlineData("email_1", "tb_record", "email")]
    [InlineData("address1", "tb_record", "street_address")]
    [InlineData("telefon_2", "tb_record", "phone")]
    [InlineData("strFirstName", "tb_record", "first_name")]
    [InlineData("c_email", "tb_record", "email")]
    [InlineData("cust_phone_no", "tb_record", "phone")]
    [InlineData("kd_nachname", "tb_record", "last_name")]
    public void Language_number_or_sign_beside_a_name_leaves_it_what_it_is(string name, string table, string generator) =>
        SourceBench.Source(SourceBench.Text(name), table: table).Name.ShouldBe(generator);

    [Fact]
    public void There_are_a_hundred_and_fifty_names_in_each_language()
    {
        Lines.Sum(l => l.Names[0].Length).ShouldBeGreaterThanOrEqualTo(150);
        foreach (var language in new[] { 1, 2, 3 })
            Lines.Sum(l => l.Names[language].Length).ShouldBeGreaterThanOrEqualTo(150);
    }

    static string Generator(string name, string type) =>
        SourceBench.Source(type == "numeric" ? SourceBench.Numeric(name, 12, 2) : SourceBench.Column(name, SourceBench.Type(type)), table: "tb_record").Name;
}
